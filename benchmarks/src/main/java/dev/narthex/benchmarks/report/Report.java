// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.report;

import static java.lang.String.format;
import static java.util.Locale.ROOT;

import dev.narthex.benchmarks.process.MedianInterval;
import dev.narthex.benchmarks.process.Variant;
import java.util.List;

/** The page that a run leaves: targets first, then where and how, then everything that was measured. In Markdown. */
final class Report {

    private static final List<String> BENCHMARKS = List.of(
            "RequestBenchmark.",
            "PeerBenchmark.",
            "StatementBenchmark.",
            "CacheBenchmark.",
            "EntityBenchmark.",
            "PageBenchmark.");
    private static final List<String> OF_PROCESSES =
            List.of("CPU a request, µs", "requests/s", "p99, µs", "CPU until the first answer, ms", "resident, MB");
    private static final String MEMORY = "memory ";

    private final Figures figures;
    private final StringBuilder text = new StringBuilder();

    private Report(Figures figures) {
        this.figures = figures;
    }

    /**
     * The text.
     *
     * @param machine where and how it was measured, line by line
     */
    static String of(Figures figures, List<String> machine) {
        Report report = new Report(figures);
        report.targets();
        report.line("");
        machine.forEach(line -> report.line("- " + line));
        BENCHMARKS.forEach(report::benchmarks);
        report.memory();
        report.processes();
        return report.text.toString();
    }

    private void targets() {
        line("# Targets");
        line("");
        line("| what | target, at most | here | |");
        line("|---|---|---|---|");
        for (Target target : Targets.all()) {
            Target.Verdict verdict = target.of(figures);
            line("| " + target.what() + " | " + target.limit() + " | " + verdict.here() + " | " + verdict.met() + " |");
        }
    }

    private void benchmarks(String prefix) {
        List<String> names = figures.names(prefix);
        if (names.isEmpty()) {
            return;
        }
        String unit = prefix.startsWith("Page") || prefix.startsWith("Entity") ? "µs" : "ns";
        line("");
        line("## " + prefix.substring(0, prefix.length() - 1));
        line("");
        line("| | best, " + unit + " | median | B/op |");
        line("|---|---:|---:|---:|");
        for (String name : names) {
            List<Double> numbers = figures.numbers(name);
            line(format(
                    ROOT,
                    "| %s | %,.1f | %,.1f | %,.0f |",
                    name.substring(prefix.length()),
                    numbers.get(0),
                    numbers.get(1),
                    numbers.get(2)));
        }
    }

    private void memory() {
        List<String> names = figures.names(MEMORY);
        if (names.isEmpty()) {
            return;
        }
        line("");
        line("## Memory of one more set of labels");
        line("");
        line("| | bytes |");
        line("|---|---:|");
        names.forEach(
                name -> line(format(ROOT, "| %s | %,.0f |", name.substring(MEMORY.length()), figures.first(name))));
    }

    private void processes() {
        if (figures.names("process ").isEmpty()) {
            return;
        }
        line("");
        line("## Whole processes: the median, and the median of the paired differences to plain with its interval");
        line("");
        StringBuilder head = new StringBuilder("| |");
        StringBuilder rule = new StringBuilder("|---|");
        for (Variant variant : Variant.values()) {
            head.append(' ').append(variant.label()).append(" |");
            rule.append("---:|");
        }
        line(head.toString());
        line(rule.toString());
        for (String what : OF_PROCESSES) {
            row(what, "%,.1f");
            rowWithInterval("more " + what, "%+,.1f");
        }
        rowWithInterval("share of plain's requests/s", "%.3f");
    }

    private void row(String name, String number) {
        StringBuilder row = new StringBuilder("| " + name + " |");
        for (Variant variant : Variant.values()) {
            row.append(format(ROOT, " " + number + " |", interval(name, variant).median()));
        }
        line(row.toString());
    }

    private void rowWithInterval(String name, String number) {
        StringBuilder row = new StringBuilder("| " + name + " |");
        for (Variant variant : Variant.values()) {
            MedianInterval interval = interval(name, variant);
            row.append(format(
                    ROOT,
                    " " + number + " (" + number + " to " + number + ") |",
                    interval.median(),
                    interval.low(),
                    interval.high()));
        }
        line(row.toString());
    }

    private MedianInterval interval(String name, Variant variant) {
        return figures.interval("process " + name + ": " + variant.label());
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
