// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import org.jspecify.annotations.Nullable;

/** Which observations of one distribution are kept with their trace. Off is {@link None}. Thread-safe. */
sealed interface ExemplarSampler permits ExemplarSampler.None, BucketExemplars {

    /** Keeps an observation of the current thread, if one like it is wanted and its trace is kept. */
    void offer(Cell<?> cell, long amount);

    /** The same for one that a span, seen before, was part of. */
    void offer(Cell<?> cell, long amount, Object span);

    /** How many places there are in a cell. */
    int places();

    /** The largest amount for which a place stands. */
    long bound(int place);

    /** What is kept at a place of a cell; null if nothing. For the read side, which thereby lets it age. */
    @Nullable
    Exemplar read(Cell<?> cell, int place);

    /** No trace is kept, and no place for one. */
    enum None implements ExemplarSampler {
        INSTANCE;

        @Override
        public void offer(Cell<?> cell, long amount) {}

        @Override
        public void offer(Cell<?> cell, long amount, Object span) {}

        @Override
        public int places() {
            return 0;
        }

        @Override
        public long bound(int place) {
            throw new IndexOutOfBoundsException(place);
        }

        @Override
        public @Nullable Exemplar read(Cell<?> cell, int place) {
            return null;
        }
    }
}
