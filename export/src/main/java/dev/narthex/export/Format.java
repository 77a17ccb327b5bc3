// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Histograms;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The formats that the page is offered in, the preferred one first. The samples of texts are the same byte for byte; they
 * differ in what they call a family and its type, and in how the page ends. Names are legal in all versions of all of them, so
 * one escaping fits every scraper: {@code underscores}, which leaves such names alone.
 */
enum Format {
    /** What everything reads; the answer to {@code *}{@code /*} and to what cannot be had. */
    TEXT_0_0_4("text/plain", "0.0.4", ""),
    /** OpenMetrics 1.0, what Prometheus asks for first unless native histograms are on. */
    OPENMETRICS_1_0_0("application/openmetrics-text", "1.0.0", "; escaping=underscores"),
    /** The draft of OpenMetrics that Prometheus asked for until 2.33; what is written here did not change since. */
    OPENMETRICS_0_0_1("application/openmetrics-text", "0.0.1", ""),
    /** Text as Prometheus 3 names it: as 0.0.4, and the reply must say how names are escaped. */
    TEXT_1_0_0("text/plain", "1.0.0", "; escaping=underscores"),
    /** The one format with native histograms; offered where there are any (E5). What Prometheus then asks for first. */
    PROTOBUF;

    private static final int EXACT = 3;
    private static final String PROTO = "io.prometheus.client.MetricFamily";
    private static final String ENCODING = "delimited";

    private final String mediaType;
    private final String version;
    private final String contentType;

    Format() {
        this.mediaType = "application/vnd.google.protobuf";
        this.version = "";
        this.contentType = mediaType + "; proto=" + PROTO + "; encoding=" + ENCODING;
    }

    Format(String mediaType, String version, String escaping) {
        this.mediaType = mediaType;
        this.version = version;
        this.contentType = mediaType + "; version=" + version + "; charset=utf-8" + escaping;
    }

    /** What a page offers: protobuf is ten times dearer than text, and has nothing that text has not unless it is native. */
    static Set<Format> offered(Histograms histograms) {
        Set<Format> offered = EnumSet.allOf(Format.class);
        if (!histograms.exponential()) {
            offered.remove(PROTOBUF);
        }
        return offered;
    }

    /**
     * The format of those offered that the header Accept prefers: the highest weight wins, then the order above. Weight 0
     * excludes; a more specific range outweighs a less specific one. If nothing fits it is text 0.0.4, never a refusal (E2).
     */
    static Format negotiate(@Nullable String accept, Set<Format> offered) {
        List<Preference> ranges = Preference.parse(accept);
        Format best = TEXT_0_0_4;
        double bestWeight = 0;
        for (Format format : offered) {
            double weight = format.weight(ranges);
            if (weight > bestWeight) {
                best = format;
                bestWeight = weight;
            }
        }
        return best;
    }

    /** The value of the header Content-Type. */
    String contentType() {
        return contentType;
    }

    /** What the format is called where scrapes are counted. */
    String label() {
        return this == PROTOBUF ? "protobuf" : isOpenMetrics() ? "openmetrics" : "text";
    }

    boolean isOpenMetrics() {
        return mediaType.equals("application/openmetrics-text");
    }

    private double weight(List<Preference> ranges) {
        int closest = -1;
        double weight = 0;
        for (Preference range : ranges) {
            int closeness = closeness(range);
            if (closeness > closest) {
                closest = closeness;
                weight = range.weight();
            }
        }
        return weight;
    }

    /** Nobody writes it in another encoding any more; values of parameters are in lower case. */
    private boolean isDelimited(Preference range) {
        return !range.word().equals(mediaType)
                || (range.parameter("proto").equals(PROTO.toLowerCase(Locale.ROOT))
                        && range.parameter("encoding").equals(ENCODING));
    }

    /** How closely a range describes this format, or -1 where it does not. */
    private int closeness(Preference range) {
        String wanted = range.parameter("version");
        if ((!wanted.isEmpty() && !wanted.equals(version)) || (this == PROTOBUF && !isDelimited(range))) {
            return -1;
        }
        if (range.word().equals(mediaType)) {
            return wanted.isEmpty() ? EXACT - 1 : EXACT;
        }
        if (range.word().equals("*/*")) {
            return 0;
        }
        String anyOfKind = mediaType.substring(0, mediaType.indexOf('/') + 1) + "*";
        return range.word().equals(anyOfKind) ? 1 : -1;
    }
}
