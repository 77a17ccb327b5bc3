// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

/** A setting that cannot be used, found when the application is configured. The message says how to mend it. */
public final class SettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    private final String problem;
    private final String cure;

    /**
     * A refused setting.
     *
     * @param property its name: {@code narthex.export.path}
     * @param rule what it must be: {@code "must start with a slash"}
     * @param value what it is
     * @param cure what to write instead
     */
    public SettingException(String property, String rule, Object value, String cure) {
        super(property + " " + rule + ": " + value + "; " + cure);
        this.problem = property + " " + rule + ": " + value;
        this.cure = cure;
    }

    /** The property, the rule that it breaks, and its value. */
    public String problem() {
        return problem;
    }

    /** What to write instead. */
    public String cure() {
        return cure;
    }
}
