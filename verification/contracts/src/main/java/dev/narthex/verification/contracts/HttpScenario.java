// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import java.util.List;

/**
 * One request to an {@link HttpSite}, and what must be counted for it on every container.
 *
 * @param rule the rule of docs/edge-cases.md that it shows
 * @param method the method that is sent, and counted
 * @param path where it is sent to; the view is the servlet there
 * @param status what the client gets and what is counted; {@link #AS_THE_CLIENT_GOT} where containers may differ
 * @param exception what is counted as raised by the view, or empty
 * @param kind what else is true of it
 */
record HttpScenario(String rule, String method, String path, int status, String exception, Kind kind) {

    static final int AS_THE_CLIENT_GOT = 0;

    /** What else is true of a request. */
    enum Kind {
        ANSWER,
        STREAM,
        SHORT_CIRCUITED
    }

    static final List<HttpScenario> ALL = List.of(
            get("A38", "/plain", 200),
            get("A33", "/length", 200),
            of("A25", "HEAD", "/length", 200, ""),
            of("A25", "OPTIONS", "/plain", 200, ""),
            of("A28", "BREW", "/plain", 200, ""),
            get("A23", "/odd", 299),
            get("A23", "/impossible", 799),
            get("A24", "/unchanged", 304),
            get("A24", "/moved", 302),
            new HttpScenario("A45", "GET", "/guarded/page", 401, "", Kind.SHORT_CIRCUITED),
            new HttpScenario("A10", "GET", "/events", 200, "", Kind.STREAM),
            of("A14", "GET", "/throws/runtime", 500, "IllegalStateException"),
            of("A14", "GET", "/throws/servlet", 500, "ArithmeticException"),
            of("A14", "GET", "/throws/io", 500, "IOException"),
            of("A14", "GET", "/throws/error", 500, "StackOverflowError"),
            of("A14", "POST", "/throws/memory", AS_THE_CLIENT_GOT, "OutOfMemoryError"),
            of("A18", "POST", "/throws/paged", 503, "UnsupportedOperationException"),
            of("A18", "GET", "/throws/broken", 500, "UnsupportedClassVersionError"),
            of("A19", "GET", "/throws/committed", 200, "IllegalStateException"),
            of("A19", "GET", "/throws/refused", 404, "IllegalStateException"),
            of("A17", "POST", "/sends/missing", 404, ""),
            of("A18", "POST", "/sends/gone", 418, ""),
            of("A17", "GET", "/sends/throws", AS_THE_CLIENT_GOT, "IllegalStateException"),
            of("A16", "POST", "/includes", 418, ""),
            of("A6", "GET", "/async/later", 203, ""),
            of("A5", "GET", "/async/joined", 203, ""),
            of("A4", "GET", "/async/twice", 203, ""),
            of("A43", "GET", "/async/dispatched", 200, ""),
            of("A12", "GET", "/async/runnable", 203, ""),
            of("A17", "GET", "/async/sends", 404, ""),
            of("A18", "GET", "/async/sends/gone", 418, ""),
            of("A2", "GET", "/timeout/nobodys", 500, ""),
            of("A2", "GET", "/timeout/own", 504, ""),
            of("A1", "GET", "/timeout/dispatched", 503, ""),
            of("A1", "GET", "/timeout/paged", 418, ""),
            of("A1", "GET", "/timeout/fallback", 200, ""),
            of("A3", "GET", "/async/throws", AS_THE_CLIENT_GOT, "IllegalStateException"),
            of("A3", "GET", "/async/throws/paged", AS_THE_CLIENT_GOT, "UnsupportedOperationException"),
            of("A3", "GET", "/async/dispatch/throws", 500, "IllegalStateException"),
            of("A11", "GET", "/async/committed", 200, "IllegalStateException"),
            new HttpScenario("A10", "GET", "/stream/events", 200, "", Kind.STREAM),
            of("A35", "GET", "/stream/nonblocking", 200, ""));

    private static HttpScenario get(String rule, String path, int status) {
        return of(rule, "GET", path, status, "");
    }

    private static HttpScenario of(String rule, String method, String path, int status, String exception) {
        return new HttpScenario(rule, method, path, status, exception, Kind.ANSWER);
    }

    /** The servlet's name, which {@link HttpSite} makes of its path. */
    String view() {
        return kind == Kind.SHORT_CIRCUITED
                ? "<unnamed view>"
                : path.substring(1).replace('/', '-');
    }

    /** How the method is counted. */
    String countedMethod() {
        return method.equals("BREW") ? "<invalid method>" : method;
    }

    /** Its row in the table. */
    String row() {
        return rule + " " + method + " " + path;
    }

    @Override
    public String toString() {
        return row();
    }
}
