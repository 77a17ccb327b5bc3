// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Unit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    /** Prometheus compares bounds as text: these are the ones on a page of django-prometheus 2.5.0. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "0.01, 0.01",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "0.000015, 1.5e-05",
        "0.075, 0.075",
        "1, 1.0",
        "2.5, 2.5",
        "75, 75.0",
        "14400, 14400.0",
        "524288, 524288.0",
        "1000000, 1e+06",
        "1048576, 1.048576e+06",
        "2097152, 2.097152e+06",
        "16777216, 1.6777216e+07",
        "536870912, 5.36870912e+08",
        "1234567.5, 1.2345675e+06",
        "5000000000, 5e+09",
    })
    void boundsAreSpelledAsTheReferenceSpellsThem(double bound, String text) {
        assertThat(Numbers.bound(Unit.SECONDS.recorded(bound), Unit.SECONDS)).isEqualTo(text);
        if (bound == Math.rint(bound)) {
            assertThat(Numbers.bound((long) bound, Unit.BYTES)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0", "1.5, 1.5", "NaN, NaN", "Infinity, +Inf", "-Infinity, -Inf", "-3, -3.0"})
    void valuesAreSpelledAsPrometheusReadsThem(double value, String text) {
        assertThat(Numbers.value(value)).isEqualTo(text);
    }
}
