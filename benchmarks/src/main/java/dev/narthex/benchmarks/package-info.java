/** JMH: this project and its peers in one run, over one workload. */
@NullMarked
package dev.narthex.benchmarks;

import org.jspecify.annotations.NullMarked;
