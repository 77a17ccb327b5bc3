// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

/**
 * One request, drawn before the measurement.
 *
 * @param key its kind
 * @param ajax whether a script sent it
 * @param filterNanos what it spends in the filters before the view
 * @param totalNanos from its arrival to its completion
 * @param requestBytes the size of its body
 * @param responseBytes the size of the response's body
 */
record Request(Key key, boolean ajax, long filterNanos, long totalNanos, long requestBytes, long responseBytes) {

    /** From passing the inner filter to the end of the view. */
    long viewNanos() {
        return totalNanos - filterNanos;
    }
}
