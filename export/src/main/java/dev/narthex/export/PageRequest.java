// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a scraper asks for. Immutable.
 *
 * @param format how the page is written
 * @param coding how its bytes may be coded
 * @param names which families are on it
 * @param patience how long the scraper waits; what is not read by then is left out
 */
record PageRequest(Format format, ContentCoding coding, NameFilter names, Duration patience) {

    /** Longer than any limit of a collector. */
    private static final Duration ENDLESS = Duration.ofDays(1);

    /** What is left for writing and for the way back. */
    private static final Duration RESERVE = Duration.ofMillis(500);

    /** Everything in text 0.0.4, as long as it takes. */
    static PageRequest plain() {
        return new PageRequest(Format.TEXT_0_0_4, ContentCoding.IDENTITY, NameFilter.all(), ENDLESS);
    }

    /**
     * The request behind some headers and a query; each may be missing, and no header is ever refused.
     *
     * @param offered the formats of the page
     * @param scrapeTimeout the header X-Prometheus-Scrape-Timeout-Seconds (E24)
     * @throws IllegalArgumentException if the query cannot be read
     */
    static PageRequest of(
            Set<Format> offered,
            @Nullable String accept,
            @Nullable String acceptEncoding,
            @Nullable String scrapeTimeout,
            @Nullable String query) {
        return new PageRequest(
                Format.negotiate(accept, offered),
                ContentCoding.negotiate(acceptEncoding),
                NameFilter.parse(query),
                patience(scrapeTimeout));
    }

    private static Duration patience(@Nullable String seconds) {
        double given = number(seconds);
        if (!(given > 0) || given >= ENDLESS.toSeconds()) {
            return ENDLESS;
        }
        Duration whole = Duration.ofNanos((long) (given * 1e9));
        return whole.compareTo(RESERVE.multipliedBy(2)) > 0 ? whole.minus(RESERVE) : whole.dividedBy(2);
    }

    private static double number(@Nullable String text) {
        try {
            return text == null ? 0 : Double.parseDouble(text);
        } catch (NumberFormatException garbage) {
            return 0;
        }
    }
}
