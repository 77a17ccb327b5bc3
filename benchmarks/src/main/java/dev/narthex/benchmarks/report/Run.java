// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.report;

import static java.util.Locale.ROOT;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Measures some parts or all, and writes the report of everything that has been measured. */
public final class Run {

    private Run() {}

    /**
     * Runs.
     *
     * @param arguments where the applications are, where the figures are kept, {@code full} or {@code quick}, and then
     *     the names of the parts; none is all
     */
    public static void main(String[] arguments) throws Exception {
        Path applications = Path.of(arguments[0]);
        Path kept = Path.of(arguments[1]);
        Precision precision = Precision.valueOf(arguments[2].toUpperCase(ROOT));
        List<String> names = Arrays.asList(arguments).subList(3, arguments.length);
        Set<Part> parts = EnumSet.noneOf(Part.class);
        names.forEach(name -> parts.add(Part.valueOf(name.toUpperCase(ROOT))));
        if (parts.isEmpty()) {
            parts.addAll(EnumSet.allOf(Part.class));
        }
        String loadBefore = load();
        ZonedDateTime started = ZonedDateTime.now(ZoneOffset.UTC);
        for (Part part : parts) {
            System.out.println("== " + part.label());
            Figures figures = new Figures();
            part.measure(applications, precision, figures);
            figures.save(kept, part);
        }
        List<String> machine = machine(precision, names, started, loadBefore);
        Figures all = Figures.in(kept);
        String report = Report.of(all, machine);
        Path file = kept.resolve("report.md");
        Files.writeString(file, report);
        System.out.println();
        System.out.println(report);
        System.out.println("in " + file);
        if (parts.size() == Part.values().length) {
            refuseGaps(all);
        }
    }

    /** A benchmark that was renamed must not make a claim disappear. */
    private static void refuseGaps(Figures all) {
        for (Target target : Targets.all()) {
            if (!target.of(all).isMeasured()) {
                throw new IllegalStateException("everything was run, and yet this was not measured: " + target.what());
            }
        }
    }

    private static List<String> machine(
            Precision precision, List<String> names, ZonedDateTime started, String loadBefore) throws IOException {
        List<String> lines = new ArrayList<>();
        if (precision == Precision.QUICK) {
            lines.add("**Quick: shows that everything runs. The figures say nothing.**");
        }
        lines.add("command: ./benchmarks/run" + (precision == Precision.QUICK ? " --quick" : "")
                + (names.isEmpty() ? "" : " " + String.join(" ", names)));
        lines.add("date: " + started.format(DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm", ROOT)) + " UTC, "
                + Duration.between(started, ZonedDateTime.now(ZoneOffset.UTC))
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toSeconds()
                + " s; parts that were not run are shown as they were measured last");
        lines.add("machine: " + Runtime.getRuntime().availableProcessors() + " processors, " + processor() + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version"));
        lines.add("JDK: " + System.getProperty("java.vendor") + " " + System.getProperty("java.vm.version"));
        lines.add("load average before and after: " + loadBefore + ", " + load());
        return lines;
    }

    private static String processor() throws IOException {
        Path description = Path.of("/proc/cpuinfo");
        if (!Files.exists(description)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(description).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    private static String load() {
        return String.format(
                ROOT, "%.2f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
