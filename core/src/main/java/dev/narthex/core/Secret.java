// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text that nobody may read in a log, an error or a debugger's tool tip: {@link #toString()} hides it. Immutable. */
public final class Secret {

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /**
     * A secret.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public static Secret of(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("a secret must not be empty; leave the setting out");
        }
        return new Secret(text);
    }

    /**
     * The content of a file, without the line break at its end. Read once.
     *
     * @param property the setting that names the file, for the message
     * @throws SettingException if it cannot be read, or if there is nothing in it
     */
    static Secret read(String property, Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8).replaceFirst("\\R\\z", "");
            if (text.isEmpty()) {
                throw new SettingException(
                        property, "must be a file with a secret in it", file, "write the secret into it, on one line");
            }
            return of(text);
        } catch (IOException unreadable) {
            throw new SettingException(
                    property,
                    "must be a file in UTF-8 that can be read",
                    file,
                    "check the path and who may read it ("
                            + unreadable.getClass().getSimpleName() + ")");
        }
    }

    /** The secret itself. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return "***";
    }
}
