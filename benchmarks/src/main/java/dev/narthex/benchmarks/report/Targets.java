// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.report;

import static java.lang.String.format;
import static java.util.Locale.ROOT;

import dev.narthex.benchmarks.process.MedianInterval;
import dev.narthex.benchmarks.report.Target.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** What this project claims. All ratios are of figures of one run, by the best iteration of each. */
final class Targets {

    /** Less is the profiler's own noise. */
    private static final double NO_BYTES = 0.5;

    private static final String COMPLETION = "RequestBenchmark.completion views=40, 1 thread";

    private Targets() {}

    static List<Target> all() {
        List<Target> all = new ArrayList<>();
        requests(all);
        statements(all);
        cachesAndPages(all);
        processes(all);
        return List.copyOf(all);
    }

    private static void requests(List<Target> all) {
        all.add(new Target(
                "A. completion: counters and four distributions, to client_java's children found by one key",
                "1/2.5",
                figures -> times(figures, COMPLETION, peer("clientJavaByKey"), 2.5)));
        all.add(new Target(
                "A. the same, to client_java's children at hand, without any look-up",
                "1/2.5",
                figures -> times(figures, COMPLETION, peer("clientJavaResolved"), 2.5)));
        all.add(new Target(
                "A. the same, to Spring's Observation path",
                "1/30",
                figures -> times(figures, COMPLETION, peer("springObservation"), 30)));
        all.add(new Target("A. recording allocates", "0 B", figures -> {
            double bytes = figures.bytes("RequestBenchmark.request views=40, 1 thread")
                    - figures.bytes("RequestBenchmark.arrival views=40, 1 thread");
            return Verdict.of(bytes < NO_BYTES, format(ROOT, "%.1f B beside the exchange", bytes));
        }));
        all.add(new Target("A. completions on one view: two threads to one", "2.5", figures -> {
            double one = figures.first("RequestBenchmark.completion views=1, 1 thread");
            double two = figures.first("RequestBenchmark.completion views=1, 2 threads");
            return Verdict.of(two <= 2.5 * one, format(ROOT, "%.1f ns to %.1f: %.2f", two, one, two / one));
        }));
    }

    private static String peer(String method) {
        return "PeerBenchmark." + method + " views=40, 1 thread";
    }

    private static Verdict times(Figures figures, String ours, String theirs, double atLeast) {
        double own = figures.first(ours);
        double other = figures.first(theirs);
        return Verdict.of(own * atLeast <= other, format(ROOT, "%,.1f to %,.1f: 1/%.1f", own, other, other / own));
    }

    private static void statements(List<Target> all) {
        all.add(new Target(
                "B. execute over bare, to the best peer that keeps a distribution of durations",
                "1/4",
                figures -> overBare(figures, "update", "DATASOURCE_MICROMETER", "OPENTELEMETRY")));
        all.add(new Target(
                "B. the same, to the best that times each execution and keeps a sum",
                "1/4",
                figures -> overBare(figures, "update", "DATASOURCE_PROXY", "P6SPY")));
        all.add(new Target(
                "B. a query on H2 over bare, to the best that keeps a distribution",
                "1/4",
                figures -> overBare(figures, "queryOnH2", "DATASOURCE_MICROMETER", "OPENTELEMETRY")));
        all.add(new Target("B. execute allocates over bare", "0 B", figures -> {
            double bytes = figures.bytes(statement("update", "NARTHEX")) - figures.bytes(statement("update", "BARE"));
            return Verdict.of(bytes < NO_BYTES, format(ROOT, "%.1f B", bytes));
        }));
    }

    private static String statement(String method, String wrapper) {
        return "StatementBenchmark." + method + " wrapper=" + wrapper + ", 1 thread";
    }

    private static Verdict overBare(Figures figures, String method, String... peers) {
        double bare = figures.first(statement(method, "BARE"));
        double own = figures.first(statement(method, "NARTHEX")) - bare;
        double best = DoubleStream.of(List.of(peers).stream()
                        .mapToDouble(peer -> figures.first(statement(method, peer)) - bare)
                        .toArray())
                .min()
                .orElseThrow();
        if (own <= 0) {
            return Verdict.of(true, format(ROOT, "%,.1f ns, lost in the noise, to %,.1f", own, best));
        }
        return Verdict.of(own * 4 <= best, format(ROOT, "%,.1f ns to %,.1f: 1/%.1f", own, best, best / own));
    }

    private static void cachesAndPages(List<Target> all) {
        all.add(new Target("C. a look-up in a cache over bare", "15 ns, 0 B", figures -> {
            double nanos = Math.max(lookUp(figures, "hit"), lookUp(figures, "loadingHit"));
            double bytes = figures.bytes("CacheBenchmark.hit by=NARTHEX, 1 thread");
            return Verdict.of(nanos <= 15 && bytes < NO_BYTES, format(ROOT, "%.1f ns, %.1f B", nanos, bytes));
        }));
        all.add(new Target(
                "E. page of 10,000 and 100,000 series, to client_java", "1/6", figures -> pages(figures, "", 6)));
        all.add(new Target("E. the same with gzip, each as it does it", "1/3", figures -> pages(figures, "Gzip", 3)));
        all.add(new Target("E. garbage of a page, whatever its size", "10 KB", figures -> {
            double bytes = IntStream.of(1_000, 10_000, 100_000)
                    .mapToDouble(series -> figures.bytes(page("narthex", series)))
                    .max()
                    .orElseThrow();
            return Verdict.of(bytes < 10 * 1024, format(ROOT, "%,.0f B", bytes));
        }));
        all.add(new Target("memory of a label set with four distributions and one stripe", "1 KB", figures -> {
            double bytes = figures.first("memory Narthex, a cell: one count, four distributions");
            double theirs = figures.first("memory client_java, one counter, four histograms");
            return Verdict.of(bytes <= 1024, format(ROOT, "%,.0f B; client_java %,.0f", bytes, theirs));
        }));
    }

    private static double lookUp(Figures figures, String method) {
        return figures.first("CacheBenchmark." + method + " by=NARTHEX, 1 thread")
                - figures.first("CacheBenchmark." + method + " by=NOBODY, 1 thread");
    }

    private static String page(String method, int series) {
        return "PageBenchmark." + method + " series=" + series + ", 1 thread";
    }

    private static Verdict pages(Figures figures, String coding, double atLeast) {
        double small =
                figures.first(page("clientJava" + coding, 10_000)) / figures.first(page("narthex" + coding, 10_000));
        double large =
                figures.first(page("clientJava" + coding, 100_000)) / figures.first(page("narthex" + coding, 100_000));
        return Verdict.of(Math.min(small, large) >= atLeast, format(ROOT, "1/%.1f and 1/%.1f", small, large));
    }

    private static void processes(List<Target> all) {
        all.add(new Target("whole process: CPU a request over plain", "+1.5 µs, or in the interval", figures -> {
            MedianInterval more = figures.interval("process more CPU a request, µs: narthex");
            return Verdict.of(more.low() <= 1.5, signed(more, "µs"));
        }));
        all.add(new Target("whole process: throughput to plain", "0.98, or in the interval", figures -> {
            MedianInterval share = figures.interval("process share of plain's requests/s: narthex");
            return Verdict.of(
                    share.high() >= 0.98,
                    format(ROOT, "%.3f (%.3f to %.3f)", share.median(), share.low(), share.high()));
        }));
        all.add(new Target("whole process: CPU of the start over plain", "+150 ms", figures -> {
            MedianInterval more = figures.interval("process more CPU until the first answer, ms: narthex");
            return Verdict.of(more.median() <= 150, signed(more, "ms"));
        }));
        all.add(new Target("whole process: resident memory over plain", "+10 MB", figures -> {
            MedianInterval more = figures.interval("process more resident, MB: narthex");
            return Verdict.of(more.median() <= 10, signed(more, "MB"));
        }));
    }

    private static String signed(MedianInterval more, String unit) {
        return format(ROOT, "%+.1f %s (%+.1f to %+.1f)", more.median(), unit, more.low(), more.high());
    }
}
