// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Family;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The HELP and TYPE of a family, in the words of every format. Immutable. */
final class Head {

    private final byte[] text;
    private final byte[] openMetrics;

    private Head(byte[] text, byte[] openMetrics) {
        this.text = text;
        this.openMetrics = openMetrics;
    }

    /** The head of a family of ours. */
    static Head of(Family family) {
        String type = family.type().name().toLowerCase(Locale.ROOT);
        return switch (family.type()) {
            case COUNTER -> counter(family.name(), family.help());
            case UNTYPED -> untyped(family.name(), family.help());
            case INFO -> info(family.name(), family.help());
            case GAUGE, HISTOGRAM -> same(family.name(), type, family.help());
        };
    }

    /** A counter, by the name of its samples; OpenMetrics calls the family by what stands before {@code _total}. */
    static Head counter(String sampleName, @Nullable String help) {
        String openMetricsName = sampleName.substring(0, sampleName.length() - Family.COUNTER_SUFFIX.length());
        return new Head(text(sampleName, "counter", help), openMetrics(openMetricsName, "counter", help));
    }

    /**
     * A counter beside which there are the same values untyped, under its name without {@code _total}. To OpenMetrics
     * that would be one family twice, so there both are {@code unknown}.
     */
    static Head counterWithTwin(String sampleName, @Nullable String help) {
        return new Head(text(sampleName, "counter", help), openMetrics(sampleName, "unknown", help));
    }

    /** An info, by the name of its sample; a gauge where infos are not known. */
    static Head info(String sampleName, @Nullable String help) {
        String stem = sampleName.substring(0, sampleName.length() - Family.INFO_SUFFIX.length());
        return differing(sampleName, "gauge", stem, "info", help);
    }

    static Head untyped(String name, @Nullable String help) {
        return new Head(text(name, "untyped", help), openMetrics(name, "unknown", help));
    }

    /** A type that only OpenMetrics knows, and the nearest one that the other knows. */
    static Head differing(
            String textName, String textType, String openMetricsName, String openMetricsType, @Nullable String help) {
        return new Head(text(textName, textType, help), openMetrics(openMetricsName, openMetricsType, help));
    }

    /** A type that all formats know by one name. */
    static Head same(String name, String type, @Nullable String help) {
        return new Head(text(name, type, help), openMetrics(name, type, help));
    }

    void write(TextBuffer page, Format format) {
        page.append(format.isOpenMetrics() ? openMetrics : text);
    }

    private static byte[] text(String name, String type, @Nullable String help) {
        return bytes(name, type, help == null ? null : Labels.help(help));
    }

    /** OpenMetrics escapes quotes too (E6). */
    private static byte[] openMetrics(String name, String type, @Nullable String help) {
        return bytes(name, type, help == null ? null : Labels.help(help).replace("\"", "\\\""));
    }

    private static byte[] bytes(String name, String type, @Nullable String escapedHelp) {
        String help = escapedHelp == null ? "" : "# HELP " + name + " " + escapedHelp + "\n";
        return Labels.utf8(help + "# TYPE " + name + " " + type + "\n");
    }
}
