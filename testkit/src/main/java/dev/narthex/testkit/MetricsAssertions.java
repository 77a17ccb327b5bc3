// SPDX-License-Identifier: Apache-2.0
package dev.narthex.testkit;

/**
 * Where assertions begin, beside those of AssertJ.
 *
 * <pre>{@code
 * import static dev.narthex.testkit.MetricsAssertions.assertThat;
 *
 * assertThat(Scrape.of(application))
 *         .hasFamily("django_http_requests_total", "counter")
 *         .has("django_http_requests_total{method=\"GET\",view=\"book-list\"}", 3);
 * }</pre>
 */
public final class MetricsAssertions {

    private MetricsAssertions() {}

    /** Asserts what Prometheus would read. */
    public static ScrapeAssert assertThat(Scrape scrape) {
        return new ScrapeAssert(scrape);
    }

    /** Asserts what changed between two scrapes. */
    public static ChangeAssert assertThat(Change change) {
        return new ChangeAssert(change);
    }
}
