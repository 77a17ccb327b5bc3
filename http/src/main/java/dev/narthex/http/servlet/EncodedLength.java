// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.servlet;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;

/** How many bytes a character becomes in a response's encoding, where that can be told without encoding it again. */
enum EncodedLength {
    /** One to four bytes; each half of a surrogate pair counts for two. */
    UTF_8,
    /** One byte, whatever the character. */
    SINGLE_BYTE;

    int of(char character) {
        if (this == SINGLE_BYTE || character < 0x80) {
            return 1;
        }
        return character < 0x800 || Character.isSurrogate(character) ? 2 : 3;
    }

    /** The lengths in an encoding, or null if they cannot be told: the body's size is then unknown, not wrong. */
    static @Nullable EncodedLength of(@Nullable String encoding) {
        if (encoding == null) {
            return SINGLE_BYTE; // ISO-8859-1, by the Servlet specification
        }
        try {
            Charset charset = Charset.forName(encoding);
            if (charset.equals(StandardCharsets.UTF_8)) {
                return UTF_8;
            }
            return charset.canEncode() && charset.newEncoder().maxBytesPerChar() == 1 ? SINGLE_BYTE : null;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return null;
        }
    }
}
