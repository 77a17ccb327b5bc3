// SPDX-License-Identifier: Apache-2.0
package dev.narthex.testkit;

import org.assertj.core.api.AbstractAssert;

/** Assertions on a scrape. A failure shows the family that was asked about. */
public final class ScrapeAssert extends AbstractAssert<ScrapeAssert, Scrape> {

    ScrapeAssert(Scrape scrape) {
        super(scrape, ScrapeAssert.class);
    }

    /** One sample has this value; the labels may stand in any order. */
    public ScrapeAssert has(String sample, double value) {
        Double found = actual.samples().get(Scrape.normalised(sample));
        if (found == null || Double.compare(found, value) != 0) {
            failWithMessage(
                    "%s must be %s and is %s; of that name there are:%n%s",
                    sample, value, found == null ? "not there" : found, near(sample));
        }
        return this;
    }

    /** There is no such sample. */
    public ScrapeAssert hasNo(String sample) {
        Double found = actual.samples().get(Scrape.normalised(sample));
        if (found != null) {
            failWithMessage("%s must not be there and is %s", sample, found);
        }
        return this;
    }

    /** A family is there and is of this type: {@code counter}, {@code gauge}, {@code histogram}. */
    public ScrapeAssert hasFamily(String name, String type) {
        if (!actual.type(name).equals(type)) {
            String found = actual.type(name);
            failWithMessage(
                    "%s must be a %s and is %s; families: %s",
                    name, type, found.isEmpty() ? "not there" : "a " + found, actual.families());
        }
        return this;
    }

    /** All samples of this name together have this value. */
    public ScrapeAssert hasTotal(String sampleName, double value) {
        if (actual.total(sampleName) != value) {
            failWithMessage(
                    "all %s must be %s and are %s:%n%s", sampleName, value, actual.total(sampleName), near(sampleName));
        }
        return this;
    }

    private String near(String sample) {
        int brace = sample.indexOf('{');
        String name = brace < 0 ? sample : sample.substring(0, brace);
        StringBuilder lines = new StringBuilder();
        actual.samples().forEach((known, value) -> {
            if (known.equals(name) || known.startsWith(name + "{")) {
                lines.append(known).append(' ').append(value).append('\n');
            }
        });
        return lines.toString();
    }
}
