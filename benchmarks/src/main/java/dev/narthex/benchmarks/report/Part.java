// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.report;

import dev.narthex.benchmarks.Footprint;
import dev.narthex.benchmarks.process.Comparison;
import dev.narthex.benchmarks.process.Effort;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What can be measured alone. */
enum Part {
    /** One HTTP request. */
    REQUEST {
        @Override
        void measure(Path applications, Precision precision, Figures figures) throws Exception {
            JmhRuns runs = JmhRuns.of(precision);
            runs.measure("\\.(RequestBenchmark|PeerBenchmark)\\.", 1, List.of(), figures);
            runs.measure("\\.RequestBenchmark\\.(completion|request)$", 1, List.of("views=1"), figures);
            runs.measure("\\.RequestBenchmark\\.(completion|request)$", 2, List.of("views=1"), figures);
            runs.measure("\\.RequestBenchmark\\.(completion|request)$|\\.PeerBenchmark\\.", 2, List.of(), figures);
        }
    },

    /** One SQL statement. */
    SQL {
        @Override
        void measure(Path applications, Precision precision, Figures figures) throws Exception {
            JmhRuns.of(precision).measure("\\.StatementBenchmark\\.(update|query|queryOnH2)$", 1, List.of(), figures);
        }
    },

    /** One look-up in a cache. */
    CACHE {
        @Override
        void measure(Path applications, Precision precision, Figures figures) throws Exception {
            JmhRuns.of(precision).measure("\\.CacheBenchmark\\.", 1, List.of(), figures);
        }
    },

    /** A transaction that persists entities. */
    ENTITY {
        @Override
        void measure(Path applications, Precision precision, Figures figures) throws Exception {
            JmhRuns.of(precision).measure("\\.EntityBenchmark\\.", 1, List.of(), figures);
        }
    },

    /** The page, plain and compressed. */
    PAGE {
        @Override
        void measure(Path applications, Precision precision, Figures figures) throws Exception {
            JmhRuns.of(precision).measure("\\.PageBenchmark\\.", 1, List.of(), figures);
        }
    },

    /** What a set of labels keeps in memory. */
    MEMORY {
        @Override
        void measure(Path applications, Precision precision, Figures figures) {
            Footprint.measure().forEach((name, bytes) -> figures.put("memory " + name, bytes));
        }
    },

    /** Whole processes. */
    PROCESS {
        @Override
        void measure(Path applications, Precision precision, Figures figures) throws Exception {
            Effort effort = precision == Precision.FULL ? Effort.full() : Effort.quick();
            Comparison.of(applications, effort).measure(figures);
        }
    };

    abstract void measure(Path applications, Precision precision, Figures figures) throws Exception;

    /** What it is called on the command line. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
