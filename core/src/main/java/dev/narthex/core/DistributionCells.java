// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a cube's distributions, in the order of their birth. They are found by what the keys that share one agree
 * on, and keep nothing for it: a cell's own key says the same. Not thread-safe.
 *
 * @param <K> the key
 */
final class DistributionCells<K> {

    private static final int FIRST_CAPACITY = 8;

    private final DistributionLayout<K> layout;
    private final List<Cell<K>> births = new ArrayList<>();
    /** Open-addressed, at most three quarters full; its length is a power of two. */
    private @Nullable Cell<?>[] table;

    DistributionCells(DistributionLayout<K> layout) {
        this.layout = layout;
        this.table = room(FIRST_CAPACITY);
    }

    /** The cell that a key shares with others; made for the first of them. */
    Cell<K> cell(K key) {
        int place = place(table, key);
        Cell<K> known = at(table, place);
        if (known != null) {
            return known;
        }
        Cell<K> born = layout.cell(key);
        births.add(born);
        table[place] = born;
        if (births.size() * 4 > table.length * 3) {
            table = ofTwice(table.length);
        }
        return born;
    }

    /** All of them without the first so many. */
    List<Cell<K>> from(int index) {
        return List.copyOf(births.subList(index, births.size()));
    }

    private @Nullable Cell<?>[] ofTwice(int capacity) {
        @Nullable Cell<?>[] larger = room(capacity * 2);
        for (Cell<K> cell : births) {
            larger[place(larger, cell.key())] = cell;
        }
        return larger;
    }

    private static @Nullable Cell<?>[] room(int capacity) {
        return new @Nullable Cell<?>[capacity];
    }

    /** Where the cell of a key is, or would be. */
    private int place(@Nullable Cell<?>[] cells, K key) {
        int mask = cells.length - 1;
        int place = layout.sharedHash(key) & mask;
        Cell<K> present = at(cells, place);
        while (present != null && !layout.share(present.key(), key)) {
            place = (place + 1) & mask;
            present = at(cells, place);
        }
        return place;
    }

    @SuppressWarnings("unchecked") // only cells of K are put
    private @Nullable Cell<K> at(@Nullable Cell<?>[] cells, int place) {
        return (Cell<K>) cells[place];
    }
}
