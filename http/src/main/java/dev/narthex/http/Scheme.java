// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

/** The schemes that are told apart: as the container resolved them, never as a client claims. */
enum Scheme {
    HTTP("http"),
    HTTPS("https"),
    OTHER("other");

    private static final Scheme[] VALUES = values();

    private final String label;

    Scheme(String label) {
        this.label = label;
    }

    static Scheme of(String name) {
        return switch (name) {
            case "http" -> HTTP;
            case "https" -> HTTPS;
            default -> OTHER;
        };
    }

    static Scheme at(int ordinal) {
        return VALUES[ordinal];
    }

    String label() {
        return label;
    }
}
