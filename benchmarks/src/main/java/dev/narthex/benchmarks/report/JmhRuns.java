// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs benchmarks and keeps the best iteration, the median of all, and the bytes of an operation. Benchmarks of one run
 * are gone through several times, so that those who are compared are measured close to each other.
 */
final class JmhRuns {

    private static final String BYTES = "gc.alloc.rate.norm";

    private final Precision precision;

    private JmhRuns(Precision precision) {
        this.precision = precision;
    }

    static JmhRuns of(Precision precision) {
        return new JmhRuns(precision);
    }

    /**
     * Runs some benchmarks.
     *
     * @param include which, as a regular expression
     * @param threads on how many threads
     * @param parameters {@code name=value}, where others than the benchmark's own are wanted
     */
    void measure(String include, int threads, List<String> parameters, Figures figures) throws RunnerException {
        Map<String, Measured> measured = new TreeMap<>();
        for (int pass = 0; pass < precision.passes(); pass++) {
            for (RunResult result : run(include, threads, parameters)) {
                measured.computeIfAbsent(name(result.getParams()), first -> new Measured())
                        .add(result);
            }
        }
        measured.forEach((name, all) -> figures.put(name, all.best(), all.median(), all.bytes()));
    }

    /** {@code CacheBenchmark.hit by=NARTHEX, 1 thread}. */
    private static String name(BenchmarkParams params) {
        String method = params.getBenchmark();
        int type = method.lastIndexOf('.', method.lastIndexOf('.') - 1);
        StringBuilder name = new StringBuilder(method.substring(type + 1));
        for (String key : params.getParamsKeys()) {
            name.append(' ').append(key).append('=').append(params.getParam(key));
        }
        return name + (params.getThreads() == 1 ? ", 1 thread" : ", " + params.getThreads() + " threads");
    }

    private Collection<RunResult> run(String include, int threads, List<String> parameters) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(include)
                .threads(threads)
                .forks(precision == Precision.FULL ? 1 : 0)
                .warmupIterations(precision.warmUps())
                .warmupTime(TimeValue.milliseconds(precision.warmUp().toMillis()))
                .measurementIterations(precision.iterations())
                .measurementTime(TimeValue.milliseconds(precision.iteration().toMillis()))
                .shouldFailOnError(true)
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend("-Xms1g", "-Xmx1g");
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            options.param(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        return new Runner(options.build()).run();
    }

    private static final class Measured {

        private final List<Double> scores = new ArrayList<>();
        private final List<Double> bytes = new ArrayList<>();

        void add(RunResult run) {
            for (BenchmarkResult fork : run.getBenchmarkResults()) {
                for (IterationResult iteration : fork.getIterationResults()) {
                    scores.add(iteration.getPrimaryResult().getScore());
                    Result<?> allocated = iteration.getSecondaryResults().get(BYTES);
                    bytes.add(allocated == null ? Double.NaN : allocated.getScore());
                }
            }
        }

        double best() {
            return scores.stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN);
        }

        double median() {
            return median(scores);
        }

        double bytes() {
            return median(bytes);
        }

        private static double median(List<Double> numbers) {
            List<Double> sorted = numbers.stream().sorted().toList();
            return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
        }
    }
}
