// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.StubMethod;

/**
 * Completes an abstract class: whatever it leaves out answers null, 0 or false. The result is an ordinary class, so a
 * call of it costs what a call of a driver costs, which no reflective proxy could offer.
 */
public final class Stub {

    private Stub() {}

    /** An object of a class that extends the given one. */
    public static <T> T of(Class<T> type) {
        try {
            return new ByteBuddy()
                    .subclass(type)
                    .method(isAbstract())
                    .intercept(StubMethod.INSTANCE)
                    .make()
                    .load(type.getClassLoader(), ClassLoadingStrategy.Default.INJECTION)
                    .getLoaded()
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type + " must have a constructor without parameters", impossible);
        }
    }
}
