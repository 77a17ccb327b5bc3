// SPDX-License-Identifier: Apache-2.0
package dev.narthex.migrations;

import dev.narthex.core.Sampled.Sample;
import dev.narthex.core.Ticker;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * The values of the families, from what was read last. Several histories of one connection are added; where one of them
 * cannot be read, their sum is unknown. The families of one page are of one moment, or a page could say that the reading
 * succeeded and have no counts: whoever asks for a family again has begun another page. Thread-safe.
 */
final class MigrationSamples {

    /** A page is written faster; who asks later asks for another one. */
    private static final long PAGE_NANOS = 1_000_000_000;

    private final List<WatchedMigrations> watched;
    private final Ticker ticker;
    private final Set<String> served = new HashSet<>();
    private List<Seen> seen = List.of();
    private long seenNanos;

    /** What is known of one history at the moment of the page. */
    private record Seen(String connection, String tool, boolean known, Optional<MigrationCounts> counts) {}

    MigrationSamples(List<WatchedMigrations> watched, Ticker ticker) {
        this.watched = watched;
        this.ticker = ticker;
    }

    private synchronized List<Seen> seenBy(String family) {
        long now = ticker.read();
        if (!served.add(family) || now - seenNanos > PAGE_NANOS) {
            served.clear();
            served.add(family);
            seen = List.of();
        }
        if (seen.isEmpty()) {
            seen = watched.stream().map(MigrationSamples::look).toList();
            seenNanos = now;
        }
        return seen;
    }

    private static Seen look(WatchedMigrations one) {
        WatchedMigrations.Knowledge knowledge = one.knowledge();
        return new Seen(one.connection(), one.tool(), knowledge.known(), knowledge.counts());
    }

    List<Sample> up(String family) {
        List<Sample> samples = new ArrayList<>();
        grouped(family, one -> List.of(one.connection(), one.tool())).forEach((labels, those) -> {
            if (those.stream().anyMatch(one -> one.known() && one.counts().isEmpty())) {
                samples.add(new Sample(labels, 0));
            } else if (those.stream().allMatch(Seen::known)) {
                samples.add(new Sample(labels, 1));
            }
        });
        return samples;
    }

    List<Sample> byState(String family) {
        List<Sample> samples = new ArrayList<>();
        grouped(family, one -> List.of(one.connection(), one.tool()))
                .forEach((labels, those) -> sum(those).ifPresent(counts -> counts.byState()
                        .forEach((state, count) ->
                                samples.add(new Sample(List.of(labels.get(0), labels.get(1), state.label()), count)))));
        return samples;
    }

    List<Sample> applied(String family) {
        return byConnection(family, counts -> OptionalInt.of(counts.applied()));
    }

    List<Sample> unapplied(String family) {
        return byConnection(family, MigrationCounts::unapplied);
    }

    private List<Sample> byConnection(String family, Function<MigrationCounts, OptionalInt> total) {
        List<Sample> samples = new ArrayList<>();
        grouped(family, one -> List.of(one.connection())).forEach((labels, those) -> {
            List<OptionalInt> totals = those.stream()
                    .map(one -> one.counts().map(total).orElse(OptionalInt.empty()))
                    .toList();
            if (totals.stream().allMatch(OptionalInt::isPresent)) {
                samples.add(new Sample(
                        labels, totals.stream().mapToInt(OptionalInt::getAsInt).sum()));
            }
        });
        return samples;
    }

    private static Optional<MigrationCounts> sum(List<Seen> those) {
        Optional<MigrationCounts> sum = those.get(0).counts();
        for (Seen one : those.subList(1, those.size())) {
            sum = sum.flatMap(before -> one.counts().map(before::plus));
        }
        return sum;
    }

    private Map<List<String>, List<Seen>> grouped(String family, Function<Seen, List<String>> labels) {
        Map<List<String>, List<Seen>> groups = new LinkedHashMap<>();
        for (Seen one : seenBy(family)) {
            groups.computeIfAbsent(labels.apply(one), first -> new ArrayList<>())
                    .add(one);
        }
        return groups;
    }
}
