// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What Servlet 6.1 gave to the objects that we wrap, called on the container's own objects from code that is compiled
 * against 6.0. A container of 6.0 has no application that calls them.
 */
final class Servlet61 {

    private static final @Nullable MethodHandle SEND_REDIRECT =
            find(HttpServletResponse.class, "sendRedirect", void.class, String.class, int.class, boolean.class);
    private static final @Nullable MethodHandle WRITE =
            find(ServletOutputStream.class, "write", void.class, ByteBuffer.class);
    private static final @Nullable MethodHandle READ =
            find(ServletInputStream.class, "read", int.class, ByteBuffer.class);

    private Servlet61() {}

    static void sendRedirect(HttpServletResponse response, String location, int status, boolean clearBuffer)
            throws IOException {
        try {
            known(SEND_REDIRECT).invokeExact(response, location, status, clearBuffer);
        } catch (Throwable thrown) {
            throw asDeclared(thrown);
        }
    }

    static void write(ServletOutputStream stream, ByteBuffer from) throws IOException {
        try {
            known(WRITE).invokeExact(stream, from);
        } catch (Throwable thrown) {
            throw asDeclared(thrown);
        }
    }

    static int read(ServletInputStream stream, ByteBuffer into) throws IOException {
        try {
            return (int) known(READ).invokeExact(stream, into);
        } catch (Throwable thrown) {
            throw asDeclared(thrown);
        }
    }

    private static @Nullable MethodHandle find(Class<?> type, String name, Class<?> result, Class<?>... parameters) {
        try {
            return MethodHandles.publicLookup().findVirtual(type, name, MethodType.methodType(result, parameters));
        } catch (NoSuchMethodException servlet60) {
            return null;
        } catch (IllegalAccessException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private static MethodHandle known(@Nullable MethodHandle method) {
        if (method == null) {
            throw new UnsupportedOperationException("the container must implement Servlet 6.1");
        }
        return method;
    }

    /** What the container threw, as it threw it. */
    private static IOException asDeclared(Throwable thrown) {
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return (IOException) thrown;
    }
}
