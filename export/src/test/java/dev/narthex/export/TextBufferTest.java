// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextBufferTest {

    private static String text(long number) {
        TextBuffer buffer = new TextBuffer();
        buffer.append(number);
        return buffer.toString();
    }

    @Test
    void numbersAreTheirDecimalDigits() {
        Random random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            long number = random.nextLong() >> random.nextInt(64);
            assertThat(text(number)).isEqualTo(Long.toString(number));
        }
        for (long number : new long[] {0, 9, 10, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE, 999_999_999_999_999_999L}) {
            assertThat(text(number)).isEqualTo(Long.toString(number));
        }
    }

    @Test
    void growsWithWhatIsAppended() {
        TextBuffer buffer = new TextBuffer();
        byte[] piece = "0123456789".repeat(1_000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int i = 0; i < 20; i++) {
            buffer.append(piece);
        }

        assertThat(buffer.size()).isEqualTo(200_000);
        assertThat(buffer.toString()).isEqualTo("0123456789".repeat(20_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "name", "na\u00EFve", "\u65E5\u672C", "a\uD83D\uDE00b"})
    void textIsWrittenInUtf8(String text) {
        TextBuffer page = new TextBuffer();
        page.append("before ");
        page.append(text);

        assertThat(page).hasToString("before " + text);
        assertThat(page.size()).isEqualTo(("before " + text).getBytes(StandardCharsets.UTF_8).length);
    }
}
