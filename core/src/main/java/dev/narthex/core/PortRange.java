// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

/**
 * The ports of which the first free one is taken: one, or several for as many processes on a host. Immutable.
 *
 * @param first the first that is tried; 0 for any free port
 * @param last the last that is tried
 */
public record PortRange(int first, int last) {

    private static final String PROPERTY = "narthex.export.port";
    private static final int HIGHEST = 65_535;

    /** Checks it. */
    public PortRange {
        if (first < 0 || last > HIGHEST) {
            throw refused(shown(first, last));
        }
        if (last < first || (first == 0 && last != 0)) {
            throw new SettingException(
                    PROPERTY, "must be a range that ascends", shown(first, last), "write 8001-8050, or one port");
        }
    }

    /**
     * Ports from text: {@code 8001}, {@code 8001-8050}, or {@code 0} for any free one.
     *
     * @throws SettingException if they are none
     */
    public static PortRange parse(String text) {
        String[] bounds = text.strip().split("\\s*-\\s*", 2);
        try {
            int first = Integer.parseInt(bounds[0]);
            return new PortRange(first, bounds.length == 1 ? first : Integer.parseInt(bounds[1]));
        } catch (NumberFormatException notNumbers) {
            throw refused("'" + text + "'");
        }
    }

    private static SettingException refused(String value) {
        return new SettingException(
                PROPERTY,
                "must be a port from 0 to " + HIGHEST + ", or a range of them",
                value,
                "write 8001, or 8001-8050 for the first that is free, or 0 for any");
    }

    private static String shown(int first, int last) {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }

    /** As it is written in settings. */
    @Override
    public String toString() {
        return shown(first, last);
    }
}
