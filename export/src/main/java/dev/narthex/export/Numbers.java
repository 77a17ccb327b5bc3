// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

/**
 * Numbers as Prometheus 2 and other people's queries know them: {@code 1.0}, {@code +Inf}, and bounds from a million on
 * with an exponent, as Go and the Python client write them; Prometheus compares the text of {@code le}.
 */
final class Numbers {

    private static final int GO_USES_EXPONENTS_FROM = 1_000_000;

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

    /** A bound of a bucket. */
    static String bound(double bound) {
        if (bound >= GO_USES_EXPONENTS_FROM) {
            String digits = Long.toString((long) bound);
            String mantissa = digits.charAt(0) + "." + digits.substring(1);
            int end = mantissa.length();
            while (mantissa.charAt(end - 1) == '0' && end > 2) {
                end--;
            }
            mantissa = mantissa.substring(0, mantissa.charAt(end - 1) == '.' ? end - 1 : end);
            int exponent = digits.length() - 1;
            return mantissa + "e+" + (exponent < 10 ? "0" : "") + exponent;
        }
        if (bound != 0 && bound < 1e-4) {
            return small(bound);
        }
        String plain = new java.math.BigDecimal(Double.toString(bound)).toPlainString();
        return plain.contains(".") ? plain : plain + ".0";
    }

    /** {@code 1.0E-5} as Go writes it: {@code 1e-05}. */
    private static String small(double bound) {
        String[] parts = Double.toString(bound).split("E-", -1);
        String mantissa = parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
        return mantissa + "e-" + (parts[1].length() == 1 ? "0" : "") + parts[1];
    }
}
