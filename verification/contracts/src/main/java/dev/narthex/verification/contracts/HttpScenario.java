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
 * @param view the view that it is counted for
 */
record HttpScenario(String rule, String method, String path, int status, String exception, Kind kind, String view) {

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
            answer("A25", "HEAD", "/length", 200, ""),
            answer("A25", "OPTIONS", "/plain", 200, ""),
            answer("A28", "BREW", "/plain", 200, ""),
            get("A23", "/odd", 299),
            get("A23", "/impossible", 799),
            get("A24", "/unchanged", 304),
            get("A24", "/moved", 302),
            get("A45", "/guarded/page", 401).shortCircuited(),
            get("A10", "/events", 200).stream(),
            answer("A14", "GET", "/throws/runtime", 500, "IllegalStateException"),
            answer("A14", "GET", "/throws/servlet", 500, "ArithmeticException"),
            answer("A14", "GET", "/throws/io", 500, "IOException"),
            answer("A14", "GET", "/throws/error", 500, "StackOverflowError"),
            answer("A14", "POST", "/throws/memory", AS_THE_CLIENT_GOT, "OutOfMemoryError"),
            answer("A18", "POST", "/throws/paged", 503, "UnsupportedOperationException"),
            answer("A18", "GET", "/throws/broken", 500, "UnsupportedClassVersionError"),
            answer("A19", "GET", "/throws/committed", 200, "IllegalStateException"),
            answer("A19", "GET", "/throws/refused", 404, "IllegalStateException"),
            answer("A17", "POST", "/sends/missing", 404, ""),
            answer("A18", "POST", "/sends/gone", 418, ""),
            answer("A17", "GET", "/sends/throws", AS_THE_CLIENT_GOT, "IllegalStateException"),
            answer("A16", "POST", "/includes", 418, ""),
            answer("A6", "GET", "/async/later", 203, ""),
            answer("A5", "GET", "/async/joined", 203, ""),
            answer("A4", "GET", "/async/twice", 203, ""),
            answer("A4", "GET", "/async/twice/completed", 203, ""),
            answer("A43", "GET", "/async/dispatched", 200, ""),
            answer("A12", "GET", "/async/runnable", 203, ""),
            answer("A17", "GET", "/async/sends", 404, ""),
            answer("A18", "GET", "/async/sends/gone", 418, ""),
            answer("A2", "GET", "/timeout/nobodys", 500, ""),
            answer("A2", "GET", "/timeout/own", 504, ""),
            answer("A1", "GET", "/timeout/dispatched", 503, ""),
            answer("A1", "GET", "/timeout/paged", 418, ""),
            answer("A1", "GET", "/timeout/fallback", 200, ""),
            answer("A3", "GET", "/async/throws", AS_THE_CLIENT_GOT, "IllegalStateException"),
            answer("A3", "GET", "/async/throws/paged", AS_THE_CLIENT_GOT, "UnsupportedOperationException"),
            answer("A3", "GET", "/async/dispatch/throws", 500, "IllegalStateException"),
            answer("A11", "GET", "/async/committed", 200, "IllegalStateException"),
            get("A10", "/stream/events", 200).stream(),
            answer("A35", "GET", "/stream/nonblocking", 200, ""));

    static HttpScenario get(String rule, String path, int status) {
        return answer(rule, "GET", path, status, "");
    }

    /** An answer of the servlet, or of the handler, whose name the site makes of its path. */
    static HttpScenario answer(String rule, String method, String path, int status, String exception) {
        return new HttpScenario(rule, method, path, status, exception, Kind.ANSWER, HttpSite.nameOf(path));
    }

    HttpScenario stream() {
        return new HttpScenario(rule, method, path, status, exception, Kind.STREAM, view);
    }

    HttpScenario shortCircuited() {
        return new HttpScenario(rule, method, path, status, exception, Kind.SHORT_CIRCUITED, "<unnamed view>");
    }

    /** The same, counted for another view. */
    HttpScenario countedFor(String otherView) {
        return new HttpScenario(rule, method, path, status, exception, kind, otherView);
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
