// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The second level of a look-up: what is known early (a view, a prepared statement) holds one of these, so that the last
 * step from a few small values, packed into a long, to the cell needs no key object. Reading neither locks nor
 * allocates. It remembers a bounded number of cells; beyond it every look-up goes to the cube.
 *
 * @param <K> the key of the cells
 */
public final class CellTable<K> {

    /** A power of two. A view with more endings than half of it is being abused, and pays with a slower look-up. */
    private static final int MAX_CAPACITY = 2048;

    private final LongFunction<Cell<K>> cells;
    private volatile Entries<K> entries = new Entries<>(8);

    private CellTable(LongFunction<Cell<K>> cells) {
        this.cells = cells;
    }

    /**
     * A table over a cube.
     *
     * @param cells finds the cell of a packed value in the cube; called once a value, on the first look-up
     */
    public static <K> CellTable<K> over(LongFunction<Cell<K>> cells) {
        return new CellTable<>(cells);
    }

    /** The cell of a packed value. */
    public Cell<K> cell(long packed) {
        Cell<K> known = entries.find(packed);
        return known != null ? known : remember(packed);
    }

    private Cell<K> remember(long packed) {
        Cell<K> cell = cells.apply(packed);
        synchronized (this) {
            Entries<K> before = entries;
            if (before.find(packed) == null && before.size < MAX_CAPACITY / 2) {
                entries = before.with(packed, cell);
            }
        }
        return cell;
    }

    /** An immutable open-addressed table, at most half full; made anew for each cell that joins it. */
    private static final class Entries<K> {

        private final long[] keys;
        private final @Nullable Cell<?>[] cells;
        private int size;

        Entries(int capacity) {
            this.keys = new long[capacity];
            this.cells = new @Nullable Cell<?>[capacity];
        }

        @SuppressWarnings("unchecked") // only cells of K are put
        @Nullable
        Cell<K> find(long key) {
            int mask = keys.length - 1;
            int index = hash(key) & mask;
            while (true) {
                Cell<?> cell = cells[index];
                if (cell == null) {
                    return null;
                }
                if (keys[index] == key) {
                    return (Cell<K>) cell;
                }
                index = (index + 1) & mask;
            }
        }

        Entries<K> with(long key, Cell<K> cell) {
            boolean crowded = (size + 1) * 2 > keys.length;
            Entries<K> after = new Entries<>(crowded ? keys.length * 2 : keys.length);
            for (int i = 0; i < keys.length; i++) {
                Cell<?> known = cells[i];
                if (known != null) {
                    after.put(keys[i], known);
                }
            }
            after.put(key, cell);
            return after;
        }

        private void put(long key, Cell<?> cell) {
            int mask = keys.length - 1;
            int index = hash(key) & mask;
            while (cells[index] != null) {
                index = (index + 1) & mask;
            }
            keys[index] = key;
            cells[index] = cell;
            size++;
        }

        private static int hash(long key) {
            return (int) ((key * 0x9E3779B97F4A7C15L) >>> 40);
        }
    }
}
