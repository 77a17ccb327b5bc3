// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Notes which beans migrate a database, as they are made; it makes none, so a lazy one stays lazy. */
final class MigrationBeans implements BeanPostProcessor {

    private final List<MigrationTool<?>> tools;
    private final List<Found> found = new CopyOnWriteArrayList<>();
    private volatile @Nullable Consumer<Found> watcher;

    /**
     * A bean that migrates.
     *
     * @param name the bean's name
     * @param bean the bean
     * @param tool what kind it is
     */
    record Found(String name, Object bean, MigrationTool<?> tool) {}

    MigrationBeans(ClassLoader loader) {
        this.tools = MigrationTool.present(loader);
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        for (MigrationTool<?> tool : tools) {
            if (tool.type().isInstance(bean)) {
                note(new Found(name, bean, tool));
            }
        }
        return bean;
    }

    private void note(Found one) {
        found.add(one);
        Consumer<Found> current = watcher;
        if (current != null) {
            current.accept(one);
        }
    }

    /** Whether there may be any: without a tool on the class path nothing migrates. */
    boolean mayBeFound() {
        return !tools.isEmpty();
    }

    /** Hands over all that were made so far, and from now on each as it is made. */
    void handTo(Consumer<Found> newWatcher) {
        watcher = newWatcher;
        found.forEach(newWatcher);
    }

    /** Hands over none any more. */
    void handToNobody() {
        watcher = null;
    }
}
