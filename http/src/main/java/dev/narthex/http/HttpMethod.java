// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

/** The methods that are told apart; a client can send any token, and the rest share one value (A28). */
enum HttpMethod {
    GET("GET"),
    HEAD("HEAD"),
    POST("POST"),
    PUT("PUT"),
    DELETE("DELETE"),
    TRACE("TRACE"),
    OPTIONS("OPTIONS"),
    CONNECT("CONNECT"),
    PATCH("PATCH"),
    /** Everything else, under the name that django-prometheus gives it. */
    INVALID("<invalid method>");

    private static final HttpMethod[] VALUES = values();

    private final String label;

    HttpMethod(String label) {
        this.label = label;
    }

    static HttpMethod of(String token) {
        return switch (token) {
            case "GET" -> GET;
            case "HEAD" -> HEAD;
            case "POST" -> POST;
            case "PUT" -> PUT;
            case "DELETE" -> DELETE;
            case "TRACE" -> TRACE;
            case "OPTIONS" -> OPTIONS;
            case "CONNECT" -> CONNECT;
            case "PATCH" -> PATCH;
            default -> INVALID;
        };
    }

    static HttpMethod at(int ordinal) {
        return VALUES[ordinal];
    }

    String label() {
        return label;
    }
}
