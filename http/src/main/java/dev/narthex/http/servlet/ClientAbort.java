// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import java.io.IOException;
import java.util.Set;

/** Whether a failure means that the client has gone away (A20). */
final class ClientAbort {

    /** Tomcat, Jetty, and Spring's word for a response that can no longer be written. */
    private static final Set<String> CLASSES = Set.of(
            "org.apache.catalina.connector.ClientAbortException",
            "org.eclipse.jetty.io.EofException",
            "org.springframework.web.context.request.async.AsyncRequestNotUsableException");

    private static final int MAX_CAUSES = 20;

    private ClientAbort() {}

    static boolean isCause(Throwable thrown) {
        Throwable current = thrown;
        for (int i = 0; current != null && i < MAX_CAUSES; i++) {
            if (isKnown(current.getClass()) || isBrokenConnection(current) || isResetStream(current)) {
                return true;
            }
            current = current.getCause();
        }
        return false;
    }

    /** By its class or one above it: Jetty has a subclass for each protocol. */
    private static boolean isKnown(Class<?> thrown) {
        for (Class<?> type = thrown; type != null && type != Object.class; type = type.getSuperclass()) {
            if (CLASSES.contains(type.getName())) {
                return true;
            }
        }
        return false;
    }

    /** Tomcat's HTTP/2 has no class for it, and words in the language of the server: it is known by who made it (A31). */
    private static boolean isResetStream(Throwable thrown) {
        if (thrown.getClass() != IOException.class) {
            return false;
        }
        StackTraceElement[] stack = thrown.getStackTrace();
        return stack.length > 0 && stack[0].getClassName().startsWith("org.apache.coyote.http2.");
    }

    /** Undertow throws the bare exception of the socket, whose words are the operating system's. */
    private static boolean isBrokenConnection(Throwable thrown) {
        String message = thrown instanceof IOException ? thrown.getMessage() : null;
        return message != null && (message.contains("Broken pipe") || message.contains("Connection reset"));
    }
}
