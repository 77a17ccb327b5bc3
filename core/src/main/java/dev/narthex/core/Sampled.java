// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.List;
import java.util.function.Supplier;

/**
 * A family whose values are read at scrape time: the state of a pool, the number of cells.
 *
 * @param name its name on the wire
 * @param help what the values are
 * @param type what Prometheus is told that it is; no histogram
 * @param labelNames the names of its labels
 * @param samples reads the values, on the scraper's thread; called once a scrape
 */
public record Sampled(String name, String help, Type type, List<String> labelNames, Supplier<List<Sample>> samples)
        implements Family {

    /**
     * One value.
     *
     * @param labelValues the values of the labels, in the order of their names
     * @param value the value
     */
    public record Sample(List<String> labelValues, double value) {}

    public Sampled {
        if (type == Type.HISTOGRAM) {
            throw new IllegalArgumentException("a sampled family must not be a histogram: " + name);
        }
        if (type == Type.COUNTER && !name.endsWith(COUNTER_SUFFIX)) {
            throw new IllegalArgumentException("the name of a counter must end in _total: " + name);
        }
        if (type == Type.INFO && !name.endsWith(INFO_SUFFIX)) {
            throw new IllegalArgumentException("the name of an info must end in _info: " + name);
        }
        labelNames = List.copyOf(labelNames);
    }
}
