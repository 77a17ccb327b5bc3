// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a distribution is published as. */
public enum Histograms {
    /** Buckets with the bounds of the family. */
    CLASSIC,
    /** The exponential buckets of {@link ExponentialBuckets}, for scrapers that read protobuf. */
    NATIVE,
    /** Both, from one recording. */
    BOTH;

    /** Whether the bounds of the families are kept. */
    public boolean classic() {
        return this != NATIVE;
    }

    /** Whether exponential bounds are kept. */
    public boolean exponential() {
        return this != CLASSIC;
    }

    /** The same with classic ones beside it. */
    Histograms withClassic() {
        return this == NATIVE ? BOTH : this;
    }

    /** The name in the setting. */
    public String settingName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String knownNames() {
        return Arrays.stream(values()).map(Histograms::settingName).collect(Collectors.joining(", "));
    }
}
