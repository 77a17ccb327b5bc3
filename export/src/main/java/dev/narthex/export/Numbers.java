// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Unit;
import java.math.BigDecimal;

/**
 * Numbers as Prometheus 2 and other people's queries know them: {@code 1.0}, {@code +Inf}, and bounds from a million on
 * with an exponent, as Go and the Python client write them; Prometheus compares the text of {@code le}.
 */
final class Numbers {

    /** From ten to this power on, and below ten to the power of the other one, Go writes an exponent. */
    private static final int SMALLEST_LARGE_EXPONENT = 6;

    private static final int LARGEST_SMALL_EXPONENT = -5;

    private Numbers() {}

    /** A value that is no whole number of nanoseconds or bytes. */
    static String value(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return Double.toString(value);
    }

    /** Milliseconds as seconds, all digits before an exponent would begin. */
    static String seconds(long millis) {
        return BigDecimal.valueOf(millis, 3).toPlainString();
    }

    /** A bound of a bucket, from the recorded amount, so that no rounding of a double can show. */
    static String bound(long amount, Unit unit) {
        return bound(BigDecimal.valueOf(amount).divide(BigDecimal.valueOf(unit.amountsPerUnit())));
    }

    /** A bound of somebody else's bucket, or a quantile. */
    static String bound(double bound) {
        return Double.isFinite(bound) ? bound(BigDecimal.valueOf(bound)) : value(bound);
    }

    private static String bound(BigDecimal exact) {
        BigDecimal bound = exact.stripTrailingZeros();
        int exponent = bound.precision() - bound.scale() - 1;
        if (bound.signum() == 0 || (exponent < SMALLEST_LARGE_EXPONENT && exponent > LARGEST_SMALL_EXPONENT)) {
            String plain = bound.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String sign = bound.signum() < 0 ? "-" : "";
        String digits = bound.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        int size = Math.abs(exponent);
        return sign + mantissa + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }
}
