// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Histograms;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabelSetHeapTest {

    @ParameterizedTest
    @EnumSource(Histograms.class)
    void aLabelSetTakesHalfOfWhatTheClientTakesAtMost(Histograms histograms) {
        assertThat(LabelSetHeap.narthex(histograms)).isBetween(1L, LabelSetHeap.clientJava(histograms) / 2);
    }
}
