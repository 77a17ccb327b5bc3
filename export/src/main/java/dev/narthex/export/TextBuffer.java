// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing row of bytes that is filled for every scrape and emptied without giving its memory back. Not thread-safe. */
final class TextBuffer {

    private static final int LONGEST_NUMBER = 20;

    private byte[] bytes = new byte[8 * 1024];
    private int size;

    void clear() {
        size = 0;
    }

    /** Takes back what was appended since it had this size. */
    void cutTo(int earlierSize) {
        size = earlierSize;
    }

    int size() {
        return size;
    }

    void append(byte[] text) {
        append(text, 0, text.length);
    }

    private void append(byte[] text, int from, int length) {
        ensure(length);
        System.arraycopy(text, from, bytes, size, length);
        size += length;
    }

    void append(byte character) {
        ensure(1);
        bytes[size++] = character;
    }

    /** Appends text in UTF-8, without an object as far as it is ASCII. */
    void append(String text) {
        ensure(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character > 0x7F) {
                append(text.substring(i).getBytes(StandardCharsets.UTF_8));
                return;
            }
            bytes[size++] = (byte) character;
        }
    }

    /** Appends a whole number in decimal digits. */
    void append(long number) {
        ensure(LONGEST_NUMBER);
        if (number < 0) {
            append(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
            return;
        }
        int end = size + digits(number);
        int position = end;
        long rest = number;
        do {
            long tenth = rest / 10;
            position--;
            bytes[position] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        } while (rest != 0);
        size = end;
    }

    /** A stream that appends to this buffer. */
    OutputStream asStream() {
        return new OutputStream() {
            @Override
            public void write(int octet) {
                append((byte) octet);
            }

            @Override
            public void write(byte[] octets, int from, int length) {
                append(octets, from, length);
            }
        };
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, size);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    private static int digits(long number) {
        int digits = 1;
        long bound = 10;
        while (number >= bound && digits < LONGEST_NUMBER - 1) {
            digits++;
            bound *= 10;
        }
        return digits;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
