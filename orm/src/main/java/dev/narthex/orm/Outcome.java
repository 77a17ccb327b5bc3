// SPDX-License-Identifier: Apache-2.0
package dev.narthex.orm;

/** What becomes of an operation. */
enum Outcome {
    /** It stands: its transaction was committed, or there was none. */
    DONE("done"),
    /** Its transaction was rolled back. */
    ROLLED_BACK("rolled_back"),
    /** One statement did it to any number of entities; whether it stands is not known. */
    BULK("bulk");

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
