// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Tag;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The families of the page by Micrometer: counters, and summaries with the same buckets. */
final class MicrometerPage {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<PageFamily> families = PageFamily.all();

    /** Counts a request in every family. */
    void play(Request request) {
        for (PageFamily family : families) {
            if (family.counts(request)) {
                play(family, request);
            }
        }
    }

    private void play(PageFamily family, Request request) {
        List<String> values = family.values().apply(request.key());
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            tags.add(Tag.of(family.labels().get(i), values.get(i)));
        }
        double amount = family.amount().applyAsDouble(request);
        if (family.isDistribution()) {
            DistributionSummary.builder(family.fullName())
                    .serviceLevelObjectives(family.bounds().stream()
                            .mapToDouble(Double::doubleValue)
                            .filter(bound -> bound > 0) // it takes no other
                            .toArray())
                    .tags(tags)
                    .register(registry)
                    .record(amount);
        } else {
            Counter.builder(family.fullName()).tags(tags).register(registry).increment(amount);
        }
    }

    /** Writes the page. */
    void writeTo(OutputStream out) throws IOException {
        registry.scrape(out);
    }
}
