// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import java.util.HashMap;
import java.util.Map;

/**
 * The values of counters that somebody else keeps, made to never fall (E10). A fall would be read as a restart, and
 * {@code rate()} would count the whole value again; so a fall is no growth, and what grows after it is. A series that
 * leaves the page begins anew when it comes back. Used by one scrape at a time.
 */
final class RisingValues {

    private Map<String, Rise> earlier = new HashMap<>();
    private Map<String, Rise> now = new HashMap<>();

    private record Rise(double value, double offset) {}

    /** What a series shows when its counter has this value. */
    double published(String series, double value) {
        Rise before = now.getOrDefault(series, earlier.get(series)); // a scrape of some names does not end
        double offset = before == null ? 0 : before.offset() + Math.max(0, before.value() - value);
        now.put(series, new Rise(value, offset));
        return value + offset;
    }

    /** The scrape is over: series that it did not have are forgotten. */
    void endScrape() {
        Map<String, Rise> emptied = earlier;
        emptied.clear();
        earlier = now;
        now = emptied;
    }
}
