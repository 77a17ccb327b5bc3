// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.report;

import java.time.Duration;

/** How long a benchmark is measured. */
enum Precision {
    /** What says something: every benchmark in two virtual machines, all others in between. */
    FULL(2, 3, Duration.ofMillis(1_000), 4, Duration.ofMillis(500)),

    /** What shows that it works. */
    QUICK(1, 1, Duration.ofMillis(100), 1, Duration.ofMillis(100));

    private final int passes;
    private final int warmUps;
    private final Duration warmUp;
    private final int iterations;
    private final Duration iteration;

    Precision(int passes, int warmUps, Duration warmUp, int iterations, Duration iteration) {
        this.passes = passes;
        this.warmUps = warmUps;
        this.warmUp = warmUp;
        this.iterations = iterations;
        this.iteration = iteration;
    }

    /** How often all benchmarks are gone through; each time in a virtual machine of its own. */
    int passes() {
        return passes;
    }

    int warmUps() {
        return warmUps;
    }

    Duration warmUp() {
        return warmUp;
    }

    int iterations() {
        return iterations;
    }

    Duration iteration() {
        return iteration;
    }
}
