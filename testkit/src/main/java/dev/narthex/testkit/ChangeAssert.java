// SPDX-License-Identifier: Apache-2.0
package dev.narthex.testkit;

import org.assertj.core.api.AbstractAssert;

/** Assertions on what changed between two scrapes. A failure shows all that did. */
public final class ChangeAssert extends AbstractAssert<ChangeAssert, Change> {

    ChangeAssert(Change change) {
        super(change, ChangeAssert.class);
    }

    /** One sample has grown by this much, or has fallen by a negative; the labels may stand in any order. */
    public ChangeAssert hasGrown(String sample, double by) {
        if (actual.value(sample) != by) {
            failWithMessage(
                    "%s must have grown by %s and did by %s; what changed:%n%s",
                    sample, by, actual.value(sample), actual);
        }
        return this;
    }

    /** All samples of this name together have grown by this much. */
    public ChangeAssert hasGrownInAll(String sampleName, double by) {
        if (actual.total(sampleName) != by) {
            failWithMessage(
                    "all %s must have grown by %s and did by %s; what changed:%n%s",
                    sampleName, by, actual.total(sampleName), actual);
        }
        return this;
    }

    /** No sample of this name has changed. */
    public ChangeAssert hasNot(String sampleName) {
        if (!actual.samples(sampleName).isEmpty()) {
            failWithMessage("%s must not have changed:%n%s", sampleName, actual.samples(sampleName));
        }
        return this;
    }
}
