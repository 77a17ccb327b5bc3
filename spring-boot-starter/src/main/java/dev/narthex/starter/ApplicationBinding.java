// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.core.Application;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;

/**
 * Makes the context's application, ours or the user's, the one that {@link Application#here()} finds, from the moment
 * that it is made until the context closes. The loader is that of the context's beans: the thread may have another, since
 * an embedded Tomcat makes the filters under one of its own.
 */
final class ApplicationBinding implements DestructionAwareBeanPostProcessor, BeanClassLoaderAware {

    private ClassLoader loader = ApplicationBinding.class.getClassLoader();

    @Override
    public void setBeanClassLoader(ClassLoader classLoader) {
        this.loader = classLoader;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof Application application) {
            application.bind(loader);
        }
        return bean;
    }

    @Override
    public boolean requiresDestruction(Object bean) {
        return bean instanceof Application;
    }

    @Override
    public void postProcessBeforeDestruction(Object bean, String beanName) {
        if (bean instanceof Application application) {
            application.unbind();
        }
    }
}
