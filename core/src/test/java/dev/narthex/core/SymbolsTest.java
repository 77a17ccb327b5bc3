// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SymbolsTest {

    @Test
    void valueHasTheSameNumberForEver() {
        Symbols symbols = Symbols.bounded(10);
        int number = symbols.number("a");

        assertThat(symbols.number("b")).isNotEqualTo(number);
        assertThat(symbols.number("a")).isEqualTo(number);
        assertThat(symbols.value(number)).isEqualTo("a");
    }

    @Test
    void valueThatComesTooLateIsOther() {
        Symbols symbols = Symbols.bounded(2);
        symbols.number("a");
        symbols.number("b");

        assertThat(symbols.number("c")).isEqualTo(Symbols.OTHER);
        assertThat(symbols.value(symbols.number("c"))).isEqualTo("<other>");
        assertThat(symbols.value(symbols.number("b"))).isEqualTo("b");
    }

    @Test
    void limitMustBePositive() {
        assertThatThrownBy(() -> Symbols.bounded(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit must be positive: 0");
    }
}
