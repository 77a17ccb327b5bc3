// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What a server logs about a deployment, and the causes of what fails in it. */
final class ServerLog extends Handler implements AutoCloseable {

    private final Logger logger;
    private final List<String> messages = Collections.synchronizedList(new ArrayList<>());

    private ServerLog(Logger logger) {
        this.logger = logger;
    }

    static ServerLog of(String name) {
        ServerLog log = new ServerLog(Logger.getLogger(name));
        log.logger.addHandler(log);
        log.logger.setLevel(Level.INFO);
        return log;
    }

    /** A logged message, or that of a failure which was logged or was the cause of one. */
    String messageStartingWith(String start) {
        return messages.stream()
                .filter(message -> message.startsWith(start))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing is logged that begins with " + start + ": " + messages));
    }

    /** All that was logged. */
    List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void publish(LogRecord logged) {
        messages.add(String.valueOf(logged.getMessage()));
        for (Throwable thrown = logged.getThrown(); thrown != null; thrown = thrown.getCause()) {
            messages.add(String.valueOf(thrown.getMessage()));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
    }
}
