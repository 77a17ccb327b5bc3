// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CellTableTest {

    private static final Measure<Long> EVENTS = Measure.count("events", Unit.ONE);

    private final Cube<Long> cube =
            Cube.<Long>builder("events").records(EVENTS).maxCells(100_000).build();
    private final AtomicInteger walksToTheCube = new AtomicInteger();
    private final CellTable<Long> table = CellTable.over(packed -> {
        walksToTheCube.incrementAndGet();
        return cube.cell(packed);
    });

    @Test
    void knownCellIsFoundWithoutTheCube() {
        Cell<Long> first = table.cell(42);

        assertThat(table.cell(42)).isSameAs(first);
        assertThat(walksToTheCube).hasValue(1);
    }

    @Test
    void everyValueHasTheCellOfItsOwnKey() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long packed = random.nextInt(600) * 0x1_0000_0001L;
            assertThat(table.cell(packed).key()).isEqualTo(packed);
        }
        assertThat(walksToTheCube).hasValue(cube.size());
    }

    @Test
    void remembersABoundedNumberAndFindsTheRestAnyway() {
        for (long packed = 0; packed < 10_000; packed++) {
            assertThat(table.cell(packed).key()).isEqualTo(packed);
        }
        walksToTheCube.set(0);
        for (long packed = 0; packed < 10_000; packed++) {
            assertThat(table.cell(packed).key()).isEqualTo(packed);
        }

        assertThat(walksToTheCube).hasValue(10_000 - 1_024);
    }
}
