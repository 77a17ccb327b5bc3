// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export.live;

/** JSON while it is written, as dense as it may be. Not thread-safe. */
final class Json {

    private final StringBuilder text = new StringBuilder(4 * 1024);
    private boolean first = true;

    /** Opens an array or an object. */
    Json open(char bracket) {
        separate();
        text.append(bracket);
        first = true;
        return this;
    }

    /** Closes what was opened last. */
    Json close(char bracket) {
        text.append(bracket);
        first = false;
        return this;
    }

    /** The name of what follows, in an object. */
    Json name(String name) {
        separate();
        quote(name);
        text.append(':');
        first = true;
        return this;
    }

    Json value(String value) {
        separate();
        quote(value);
        return this;
    }

    Json value(boolean value) {
        separate();
        text.append(value);
        return this;
    }

    Json value(long value) {
        separate();
        text.append(value);
        return this;
    }

    /** A number; JSON has none that is not finite, so those are null. */
    Json value(double value) {
        separate();
        long whole = (long) value;
        if (whole == value) {
            text.append(whole);
        } else if (Double.isFinite(value)) {
            text.append(value);
        } else {
            text.append("null");
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private void separate() {
        if (!first) {
            text.append(',');
        }
        first = false;
    }

    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            if (character == '"' || character == '\\') {
                text.append('\\').append(character);
            } else if (character < ' ' || character == '<' || Character.isSurrogate(character)) {
                // '<' too: whoever reads this as HTML finds no tag
                text.append("\\u").append(Integer.toHexString(0x10000 | character), 1, 5);
            } else {
                text.append(character);
            }
        }
        text.append('"');
    }
}
