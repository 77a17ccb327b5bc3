// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Cell;
import dev.narthex.core.Cube;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the cells of one cube into the roll-ups that sum them. A cell that was born since the last scrape is laid out
 * first: which series of every roll-up it belongs to is found once and kept in a row of ints. Used by one scrape at a
 * time.
 *
 * @param <K> the key
 */
final class CubeReader<K> {

    private final Cube<K> cube;
    private final Layout<K> counts;
    private final Layout<K> distributions;

    CubeReader(Cube<K> cube, List<RollupReader<K>> rollups) {
        this.cube = cube;
        this.counts = new Layout<>(
                rollups.stream().filter(rollup -> !rollup.isHistogram()).toList(), cube.countSlots());
        this.distributions =
                new Layout<>(rollups.stream().filter(RollupReader::isHistogram).toList(), cube.distributionSlots());
    }

    /** Sums all cells anew. */
    void read() {
        counts.read(cube.cellsFrom(counts.size()));
        distributions.read(cube.distributionCellsFrom(distributions.size()));
    }

    /** The cells of one kind, in the order of their birth, and for each the series that it adds to. */
    private static final class Layout<K> {

        private final List<RollupReader<K>> rollups;
        private final List<Cell<K>> cells = new ArrayList<>();
        /** Row by row: a cell's series in every roll-up, or {@link RollupReader#NOT_SUMMED}. */
        private int[] series = new int[64];

        private final long[] sums;

        Layout(List<RollupReader<K>> rollups, int slots) {
            this.rollups = rollups;
            this.sums = new long[slots];
        }

        int size() {
            return cells.size();
        }

        void read(List<Cell<K>> born) {
            for (Cell<K> cell : born) {
                layOut(cell);
            }
            for (RollupReader<K> rollup : rollups) {
                rollup.clear();
            }
            int width = rollups.size();
            for (int row = 0; row < cells.size(); row++) {
                cells.get(row).sumInto(sums);
                int first = row * width;
                for (int i = 0; i < width; i++) {
                    int target = series[first + i];
                    if (target != RollupReader.NOT_SUMMED) {
                        rollups.get(i).add(target, sums, cells.get(row));
                    }
                }
            }
        }

        private void layOut(Cell<K> cell) {
            int first = cells.size() * rollups.size();
            if (series.length < first + rollups.size()) {
                series = Arrays.copyOf(series, Math.max(series.length * 2, first + rollups.size()));
            }
            for (int i = 0; i < rollups.size(); i++) {
                series[first + i] = rollups.get(i).layOut(cell.key());
            }
            cells.add(cell);
        }
    }
}
