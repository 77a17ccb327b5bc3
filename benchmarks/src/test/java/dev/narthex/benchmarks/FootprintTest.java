// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a set of labels takes, weighed; the bounds say when somebody has added to every cell. */
class FootprintTest {

    @Test
    void aCellWithFourDistributionsTakesLittleMoreThanItsSlots() {
        Map<String, Double> bytes = Footprint.measure();
        System.out.println(bytes);
        // 100 slots of 8 bytes: twice 17 buckets and a sum, twice 32 and a sum
        assertThat(bytes.get("Narthex, a cell: one count, four distributions")).isBetween(800.0, 1_050.0);
        assertThat(bytes.get("client_java, one counter, four histograms")).isGreaterThan(4_000.0);
    }
}
