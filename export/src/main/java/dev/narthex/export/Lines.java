// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Unit;
import java.nio.charset.StandardCharsets;

/** The pieces of which the lines of a page are made. */
final class Lines {

    private static final byte[] WHOLE = ".0\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_END = "\n".getBytes(StandardCharsets.US_ASCII);

    private Lines() {}

    /** What stands before the value of a sample: {@code name{labels} }. */
    static byte[] start(String name, String labels) {
        return Labels.utf8(labels.isEmpty() ? name + " " : name + "{" + labels + "} ");
    }

    /** The same onto the page, for a sample that is made anew for each scrape. */
    static void start(TextBuffer page, String name, String labels) {
        page.append(name);
        if (!labels.isEmpty()) {
            page.append((byte) '{');
            page.append(labels);
            page.append((byte) '}');
        }
        page.append((byte) ' ');
    }

    /** The value of a whole number, and the end of its line. */
    static void endWhole(TextBuffer page, long number) {
        page.append(number);
        page.append(WHOLE);
    }

    /** The value of a recorded amount in its base unit, exact to the last digit, and the end of its line. */
    static void endAmount(TextBuffer page, long amount, Unit unit) {
        long perUnit = unit.amountsPerUnit();
        page.append(amount / perUnit);
        long fraction = amount % perUnit;
        if (fraction == 0) {
            page.append(WHOLE);
            return;
        }
        page.append((byte) '.');
        long digit = perUnit / 10;
        while (fraction > 0) {
            page.append((byte) ('0' + fraction / digit));
            fraction %= digit;
            digit /= 10;
        }
        page.append(LINE_END);
    }
}
