// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import java.util.Set;

/** The name of an exception as a label: a simple class name from the application's source (A22). */
final class ExceptionType {

    /** What only carries another exception, by name: the servlet API is not known here. */
    private static final Set<String> CARRIERS = Set.of(
            "jakarta.servlet.ServletException",
            "java.util.concurrent.CompletionException",
            "java.util.concurrent.ExecutionException",
            "java.lang.reflect.InvocationTargetException",
            "java.lang.reflect.UndeclaredThrowableException");

    private static final int MAX_CARRIERS = 10;

    private ExceptionType() {}

    static String of(Throwable thrown) {
        Class<?> type = unwrapped(thrown).getClass();
        while (isGenerated(type)) {
            type = type.getSuperclass();
        }
        return type.getSimpleName();
    }

    private static Throwable unwrapped(Throwable thrown) {
        Throwable current = thrown;
        for (int i = 0; i < MAX_CARRIERS; i++) {
            Throwable cause = current.getCause();
            if (cause == null || !CARRIERS.contains(current.getClass().getName())) {
                return current;
            }
            current = cause;
        }
        return current;
    }

    /** Anonymous, hidden and proxy classes have names that nobody wrote and that never end. */
    private static boolean isGenerated(Class<?> type) {
        return type.isAnonymousClass()
                || type.isHidden()
                || type.isSynthetic()
                || type.getName().contains("$$");
    }
}
