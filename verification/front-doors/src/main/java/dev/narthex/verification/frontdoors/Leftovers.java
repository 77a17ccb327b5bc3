// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.runtime.ObjectMethods;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** What may not be left of an application that has ended: its class loader, and threads that belong to it. */
final class Leftovers {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Leftovers() {}

    static void assertUnloaded(WeakReference<ClassLoader> loader) throws Throwable {
        assertUnloaded(List.of(loader));
    }

    static void assertUnloaded(List<WeakReference<ClassLoader>> loaders) throws Throwable {
        RecordOfNobody.linkMethods();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (anyIsLeft(loaders) && System.nanoTime() < deadline) {
            System.gc();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(loaders.stream().map(Reference::get).filter(Objects::nonNull))
                .as("class loaders that are left of " + loaders.size())
                .isEmpty();
    }

    /**
     * An older JDK, 17 among them, keeps the types of the record whose methods were linked last, in a cache of one entry a method
     * (JDK-8078641). Linking those of another record makes it forget.
     */
    private record RecordOfNobody(Thread component) {

        static void linkMethods() throws Throwable {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle component = lookup.findGetter(RecordOfNobody.class, "component", Thread.class);
            link(lookup, "equals", boolean.class, component, RecordOfNobody.class, Object.class);
            link(lookup, "hashCode", int.class, component, RecordOfNobody.class);
            link(lookup, "toString", String.class, component, RecordOfNobody.class);
        }

        private static void link(
                MethodHandles.Lookup lookup,
                String method,
                Class<?> result,
                MethodHandle component,
                Class<?>... parameters)
                throws Throwable {
            ObjectMethods.bootstrap(
                    lookup,
                    method,
                    MethodType.methodType(result, parameters),
                    RecordOfNobody.class,
                    "component",
                    component);
        }
    }

    private static boolean anyIsLeft(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().anyMatch(loader -> loader.get() != null);
    }

    /** Threads that run in a loader, or whose class is from it. */
    static List<String> threadsOf(ClassLoader loader) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getContextClassLoader() == loader
                        || thread.getClass().getClassLoader() == loader)
                .map(Thread::getName)
                .toList();
    }
}
