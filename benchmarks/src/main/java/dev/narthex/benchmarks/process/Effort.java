// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.process;

/**
 * How long whole processes are compared.
 *
 * @param starts how often each variant is started
 * @param warmUpSeconds how long each works before it is measured; with 10 seconds on two processors the compilers still
 *     starve, and a peer looks three times slower than it is
 * @param rounds in how many rounds they take turns
 * @param requestsOfARound how many requests each gets in a round
 */
public record Effort(int starts, int warmUpSeconds, int rounds, int requestsOfARound) {

    /** What says something. */
    public static Effort full() {
        return new Effort(12, 50, 20, 60_000);
    }

    /** What shows that it works. */
    public static Effort quick() {
        return new Effort(1, 1, 2, 1_000);
    }
}
