// SPDX-License-Identifier: Apache-2.0
package dev.narthex.migrations;

import dev.narthex.core.Sampled.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The values of the families, from what was read last. Several histories of one connection are added; where one of them
 * cannot be read, their sum is unknown.
 */
final class MigrationSamples {

    private final Iterable<WatchedMigrations> watched;

    MigrationSamples(Iterable<WatchedMigrations> watched) {
        this.watched = watched;
    }

    List<Sample> up() {
        List<Sample> samples = new ArrayList<>();
        grouped(one -> List.of(one.connection(), one.tool())).forEach((labels, those) -> {
            if (those.stream().anyMatch(one -> one.isKnown() && one.counts().isEmpty())) {
                samples.add(new Sample(labels, 0));
            } else if (those.stream().allMatch(WatchedMigrations::isKnown)) {
                samples.add(new Sample(labels, 1));
            }
        });
        return samples;
    }

    List<Sample> byState() {
        List<Sample> samples = new ArrayList<>();
        grouped(one -> List.of(one.connection(), one.tool()))
                .forEach((labels, those) -> sum(those).ifPresent(counts -> counts.byState()
                        .forEach((state, count) ->
                                samples.add(new Sample(List.of(labels.get(0), labels.get(1), state.label()), count)))));
        return samples;
    }

    List<Sample> applied() {
        return byConnection(counts -> OptionalInt.of(counts.applied()));
    }

    List<Sample> unapplied() {
        return byConnection(MigrationCounts::unapplied);
    }

    private List<Sample> byConnection(Function<MigrationCounts, OptionalInt> total) {
        List<Sample> samples = new ArrayList<>();
        grouped(one -> List.of(one.connection())).forEach((labels, those) -> {
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

    private static Optional<MigrationCounts> sum(List<WatchedMigrations> those) {
        Optional<MigrationCounts> sum = those.get(0).counts();
        for (WatchedMigrations one : those.subList(1, those.size())) {
            sum = sum.flatMap(before -> one.counts().map(before::plus));
        }
        return sum;
    }

    private Map<List<String>, List<WatchedMigrations>> grouped(Function<WatchedMigrations, List<String>> labels) {
        Map<List<String>, List<WatchedMigrations>> groups = new LinkedHashMap<>();
        for (WatchedMigrations one : watched) {
            groups.computeIfAbsent(labels.apply(one), first -> new ArrayList<>())
                    .add(one);
        }
        return groups;
    }
}
