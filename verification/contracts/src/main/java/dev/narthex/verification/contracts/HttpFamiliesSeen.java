// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

/** The names of the families that {@link HttpContract} reads. */
final class HttpFamiliesSeen {

    static final String REQUESTS = "django_http_requests_total";
    static final String BY_VIEW = "django_http_responses_total_by_status_view_method_total";
    static final String SHORT_CIRCUITED = "django_http_responses_short_circuited_total";
    static final String EXCEPTIONS = "django_http_exceptions_total_by_type_total";
    static final String ABORTED = "django_http_requests_aborted_total";
    static final String STREAMS = "django_http_stream_duration_seconds_count";
    static final String LATENCY = "django_http_requests_latency_seconds_count";
    static final String OUTER_LATENCY = "django_http_requests_latency_including_middlewares_seconds";

    private HttpFamiliesSeen() {}
}
