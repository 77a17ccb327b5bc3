// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.process;

import dev.narthex.benchmarks.report.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The variants beside each other. They take turns in every round, and what is compared are the differences to the plain
 * one of the same round: whatever disturbs a round disturbs both.
 */
public final class Comparison {

    /** Enough that the first compilers are through and the pools full. */
    private static final int REQUESTS_BEFORE_MEMORY = 2_000;
    /** So short that all variants are warmed at the same time, so long that a turn is not all beginning. */
    private static final int REQUESTS_OF_A_TURN = 5_000;

    private static final double MICROS = 1e6;
    private static final double MILLIS = 1e3;

    private final Path folder;
    private final Effort effort;

    private Comparison(Path folder, Effort effort) {
        this.folder = folder;
        this.effort = effort;
    }

    /**
     * A comparison.
     *
     * @param folder where the jars of the variants are
     */
    public static Comparison of(Path folder, Effort effort) {
        return new Comparison(folder, effort);
    }

    /** Starts the variants again and again, then lets them work. */
    public void measure(Figures figures) throws IOException, InterruptedException {
        starts(figures);
        work(figures);
    }

    private void starts(Figures figures) throws IOException, InterruptedException {
        Map<Variant, List<Start>> starts = new EnumMap<>(Variant.class);
        for (int round = 0; round < effort.starts(); round++) {
            for (Variant variant : inTurn(List.of(Variant.values()), round)) {
                try (RunningApplication application = RunningApplication.start(variant, folder)) {
                    Load.of(REQUESTS_BEFORE_MEMORY, application.port());
                    Start start = new Start(application.startCpuSeconds() * MILLIS, application.residentMegabytes());
                    starts.computeIfAbsent(variant, first -> new ArrayList<>()).add(start);
                    System.out.printf("start %d, %s: %s%n", round + 1, variant.label(), start);
                }
            }
        }
        record(figures, "CPU until the first answer, ms", starts, Start::cpuMillis);
        record(figures, "resident, MB", starts, Start::megabytes);
    }

    private void work(Figures figures) throws IOException, InterruptedException {
        List<RunningApplication> running = new ArrayList<>();
        try {
            for (Variant variant : Variant.values()) {
                running.add(RunningApplication.start(variant, folder));
            }
            Map<Variant, Integer> sent = warmUp(running);
            Map<Variant, List<Turn>> turns = new EnumMap<>(Variant.class);
            for (int round = 0; round < effort.rounds(); round++) {
                for (RunningApplication application : inTurn(running, round)) {
                    Variant variant = application.variant();
                    Turn turn = turn(application);
                    turns.computeIfAbsent(variant, first -> new ArrayList<>()).add(turn);
                    sent.merge(variant, effort.requestsOfARound(), Integer::sum);
                    System.out.printf("round %d, %s: %s%n", round + 1, variant.label(), turn);
                }
            }
            for (RunningApplication application : running) {
                checkCounted(application, sent.getOrDefault(application.variant(), 0));
            }
            record(figures, "CPU a request, µs", turns, Turn::cpuMicros);
            record(figures, "requests/s", turns, Turn::throughput);
            record(figures, "p99, µs", turns, Turn::p99Micros);
            recordShare(figures, turns);
        } finally {
            running.forEach(RunningApplication::close);
        }
    }

    private Map<Variant, Integer> warmUp(List<RunningApplication> running) throws IOException, InterruptedException {
        Map<Variant, Integer> sent = new EnumMap<>(Variant.class);
        Map<Variant, Double> seconds = new EnumMap<>(Variant.class);
        int requests = Math.min(REQUESTS_OF_A_TURN, effort.requestsOfARound());
        boolean cold = true;
        while (cold) {
            cold = false;
            for (RunningApplication application : running) {
                Variant variant = application.variant();
                if (seconds.getOrDefault(variant, 0.0) < effort.warmUpSeconds()) {
                    Load load = Load.of(requests, application.port());
                    sent.merge(variant, load.requests(), Integer::sum);
                    seconds.merge(variant, load.seconds(), Double::sum);
                    cold = true;
                }
            }
        }
        System.out.println("warm after so many requests: " + sent);
        return sent;
    }

    private Turn turn(RunningApplication application) throws IOException, InterruptedException {
        double before = application.cpuSeconds();
        Load load = Load.of(effort.requestsOfARound(), application.port());
        double micros = (application.cpuSeconds() - before) * MICROS / load.requests();
        return new Turn(micros, load.throughput(), load.p99Millis() * MICROS / MILLIS);
    }

    /** A peer that records nothing would be cheap. */
    private static void checkCounted(RunningApplication application, int sent) throws IOException {
        Variant variant = application.variant();
        long counted = application.countedRequests();
        System.out.printf("%s: %,d requests sent, %,d counted%n", variant.label(), sent, counted);
        if (variant != Variant.PLAIN && counted < sent) {
            throw new IllegalStateException(variant.label() + " must count every request: " + counted + " of " + sent);
        }
    }

    /** Whoever comes first in one round comes last in the next. */
    private static <T> List<T> inTurn(List<T> all, int round) {
        List<T> order = new ArrayList<>(all);
        Collections.rotate(order, -round);
        return order;
    }

    private static <T> void record(
            Figures figures, String what, Map<Variant, List<T>> measured, ToDoubleFunction<T> value) {
        double[] plain = numbers(measured.getOrDefault(Variant.PLAIN, List.of()), value);
        measured.forEach((variant, list) -> {
            double[] numbers = numbers(list, value);
            double[] more = new double[numbers.length];
            for (int i = 0; i < more.length; i++) {
                more[i] = numbers[i] - plain[i];
            }
            figures.put("process " + what + ": " + variant.label(), MedianInterval.of(numbers));
            figures.put("process more " + what + ": " + variant.label(), MedianInterval.of(more));
        });
    }

    private static void recordShare(Figures figures, Map<Variant, List<Turn>> turns) {
        double[] plain = numbers(turns.getOrDefault(Variant.PLAIN, List.of()), Turn::throughput);
        turns.forEach((variant, list) -> {
            double[] share = numbers(list, Turn::throughput);
            for (int i = 0; i < share.length; i++) {
                share[i] /= plain[i];
            }
            figures.put("process share of plain's requests/s: " + variant.label(), MedianInterval.of(share));
        });
    }

    private static <T> double[] numbers(List<T> list, ToDoubleFunction<T> value) {
        return list.stream().mapToDouble(value).toArray();
    }

    private record Start(double cpuMillis, double megabytes) {}

    private record Turn(double cpuMicros, double throughput, double p99Micros) {}
}
