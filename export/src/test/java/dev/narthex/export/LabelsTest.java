// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {

    private static String text(String value) {
        return Labels.text(List.of("a"), List.of(value));
    }

    /** E6. */
    @Test
    void valuesAreEscaped() {
        assertThat(text("back\\slash \"quote\" line\nend")).isEqualTo("a=\"back\\\\slash \\\"quote\\\" line\\nend\"");
    }

    /** E6. */
    @Test
    void loneSurrogatesAreReplacedAndPairsAreKept() {
        assertThat(text("\uD83D\uDE00")).isEqualTo("a=\"\uD83D\uDE00\"");
        assertThat(text("x\uD83Dy")).isEqualTo("a=\"x\uFFFDy\"");
        assertThat(text("\uDE00")).isEqualTo("a=\"\uFFFD\"");
        assertThat(text("\uD83D")).isEqualTo("a=\"\uFFFD\"");
    }

    /** E40. */
    @Test
    void longValuesAreCutBetweenCharacters() {
        assertThat(text("x".repeat(10_000))).hasSize(200 + "a=\"\"".length());
        assertThat(text("x".repeat(199) + "\uD83D\uDE00")).isEqualTo("a=\"" + "x".repeat(199) + "\"");
    }

    /** E7. */
    @Test
    void emptyValueIsNoLabel() {
        assertThat(Labels.text(List.of("a", "b", "c"), List.of("", "2", ""))).isEqualTo("b=\"2\"");
        assertThat(Labels.text(List.of(), List.of())).isEmpty();
    }
}
