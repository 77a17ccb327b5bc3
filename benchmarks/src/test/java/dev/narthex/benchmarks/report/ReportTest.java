// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.benchmarks.process.MedianInterval;
import dev.narthex.benchmarks.process.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A target is met only by figures that meet it. */
class ReportTest {

    private static final String PROCESS_MORE = "process more ";

    private final Figures figures = figuresThatMeetEveryTarget();

    @Test
    void figuresThatAreGoodEnoughMeetEveryTarget() {
        assertThat(Targets.all())
                .allSatisfy(target -> assertThat(target.of(figures).met())
                        .as(target.what() + target.of(figures).here())
                        .isEqualTo("met"));
    }

    @Test
    void aTargetOfWhichNothingWasMeasuredIsNeitherMetNorMissed() {
        assertThat(Targets.all()).allSatisfy(target -> {
            assertThat(target.of(new Figures()).here()).isEqualTo("not measured");
            assertThat(target.of(new Figures()).isMeasured()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RequestBenchmark.completion views=40, 1 thread       | 41   | 0  | 3
            PeerBenchmark.clientJavaByKey views=40, 1 thread     | 99   | 0  | 1
            PeerBenchmark.springObservation views=40, 1 thread   | 1199 | 0  | 1
            RequestBenchmark.request views=40, 1 thread          | 90   | 105 | 1
            RequestBenchmark.completion views=1, 2 threads       | 101  | 0  | 1
            StatementBenchmark.update wrapper=NARTHEX, 1 thread  | 70   | 0  | 2
            StatementBenchmark.update wrapper=P6SPY, 1 thread    | 60   | 0  | 1
            StatementBenchmark.update wrapper=NARTHEX, 1 thread  | 60   | 1  | 1
            StatementBenchmark.queryOnH2 wrapper=NARTHEX, 1 thread | 700 | 0 | 1
            CacheBenchmark.loadingHit by=NARTHEX, 1 thread       | 20   | 0  | 1
            CacheBenchmark.hit by=NARTHEX, 1 thread              | 10   | 8  | 1
            PageBenchmark.narthex series=10000, 1 thread         | 101  | 7000 | 1
            PageBenchmark.narthexGzip series=100000, 1 thread    | 201  | 7000 | 1
            PageBenchmark.narthex series=1000, 1 thread          | 1    | 20000 | 1
            """)
    void aFigureThatIsJustNotGoodEnoughMissesItsTargets(String name, double best, double bytes, int missed) {
        figures.put(name, best, best, bytes);
        assertThat(missed()).hasSize(missed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CPU a request, µs              | 1.6 | 1.9
            CPU until the first answer, ms | 151 | 300
            resident, MB                   | 11  | 12
            """)
    void aProcessThatCostsTooMuchMissesItsTarget(String what, double low, double high) {
        figures.put(PROCESS_MORE + what + ": narthex", new MedianInterval((low + high) / 2, low, high));
        assertThat(missed()).hasSize(1);
    }

    @Test
    void throughputMayBeTwoPercentLessAndNoMore() {
        figures.put("process share of plain's requests/s: narthex", new MedianInterval(0.96, 0.95, 0.98));
        assertThat(missed()).isEmpty();
        figures.put("process share of plain's requests/s: narthex", new MedianInterval(0.96, 0.95, 0.979));
        assertThat(missed()).hasSize(1);
    }

    @Test
    void partsThatAreMeasuredAloneMeetInOneReport(@TempDir Path folder) throws IOException {
        Figures cache = new Figures();
        cache.put("CacheBenchmark.hit by=NARTHEX, 1 thread", 12.4, 13.1, 0);
        cache.save(folder, Part.CACHE);
        Figures ofProcesses = new Figures();
        processes(ofProcesses);
        ofProcesses.save(folder, Part.PROCESS);
        String report = Report.of(Figures.in(folder), List.of("machine: of glass"));
        assertThat(report)
                .startsWith("# Targets\n")
                .contains("| whole process: resident memory over plain | +10 MB | +1.0 MB (+0.0 to +2.0) | met |")
                .contains("- machine: of glass\n")
                .contains("| hit by=NARTHEX, 1 thread | 12.4 | 13.1 | 0 |")
                .contains("| more resident, MB | +1.0 (+0.0 to +2.0) |");
    }

    private List<Target> missed() {
        return Targets.all().stream()
                .filter(target -> target.of(figures).met().equals("**not met**"))
                .toList();
    }

    private static Figures figuresThatMeetEveryTarget() {
        Figures figures = new Figures();
        benchmark(figures, "RequestBenchmark.completion views=40, 1 thread", 40, 0);
        benchmark(figures, "RequestBenchmark.completion views=1, 1 thread", 40, 0);
        benchmark(figures, "RequestBenchmark.completion views=1, 2 threads", 100, 0);
        benchmark(figures, "RequestBenchmark.request views=40, 1 thread", 90, 104);
        benchmark(figures, "RequestBenchmark.arrival views=40, 1 thread", 15, 104);
        benchmark(figures, "PeerBenchmark.clientJavaByKey views=40, 1 thread", 100, 32);
        benchmark(figures, "PeerBenchmark.clientJavaResolved views=40, 1 thread", 100, 0);
        benchmark(figures, "PeerBenchmark.springObservation views=40, 1 thread", 1_200, 2_800);
        for (String method : List.of("update", "queryOnH2")) {
            double bare = method.equals("update") ? 0 : 500;
            statement(figures, method, "BARE", bare);
            statement(figures, method, "NARTHEX", bare + 60);
            for (String peer : List.of("P6SPY", "DATASOURCE_PROXY", "DATASOURCE_MICROMETER", "OPENTELEMETRY")) {
                statement(figures, method, peer, bare + 240);
            }
        }
        for (String method : List.of("hit", "loadingHit")) {
            benchmark(figures, "CacheBenchmark." + method + " by=NOBODY, 1 thread", 3, 0);
            benchmark(figures, "CacheBenchmark." + method + " by=NARTHEX, 1 thread", 18, 0);
        }
        for (int series : new int[] {1_000, 10_000, 100_000}) {
            String page = " series=" + series + ", 1 thread";
            benchmark(figures, "PageBenchmark.narthex" + page, 100, 7_000);
            benchmark(figures, "PageBenchmark.clientJava" + page, 600, 3e6);
            benchmark(figures, "PageBenchmark.narthexGzip" + page, 200, 9_000);
            benchmark(figures, "PageBenchmark.clientJavaGzip" + page, 600, 3e6);
        }
        figures.put("memory Narthex, a cell: one count, four distributions", 1_024);
        figures.put("memory client_java, one counter, four histograms", 8_000);
        processes(figures);
        return figures;
    }

    private static void processes(Figures figures) {
        for (Variant variant : Variant.values()) {
            for (String what : List.of(
                    "CPU a request, µs", "CPU until the first answer, ms", "resident, MB", "requests/s", "p99, µs")) {
                figures.put("process " + what + ": " + variant.label(), new MedianInterval(100, 90, 110));
                figures.put(PROCESS_MORE + what + ": " + variant.label(), new MedianInterval(1, 0, 2));
            }
            figures.put("process share of plain's requests/s: " + variant.label(), new MedianInterval(0.99, 0.98, 1));
        }
    }

    private static void statement(Figures figures, String method, String wrapper, double best) {
        benchmark(figures, "StatementBenchmark." + method + " wrapper=" + wrapper + ", 1 thread", best, 0);
    }

    private static void benchmark(Figures figures, String name, double best, double bytes) {
        figures.put(name, best, best, bytes);
    }
}
