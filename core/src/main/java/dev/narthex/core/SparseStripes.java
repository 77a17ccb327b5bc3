// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A long row of which few slots are ever used, as of exponential buckets: it is made of short {@link Stripes}, each when
 * something is first added to it. Threads that collide make only that one grow. Lock-free but for growing.
 */
final class SparseStripes implements Slots {

    private static final int BITS = 4;
    private static final int BLOCK = 1 << BITS;
    private static final VarHandle BLOCKS = MethodHandles.arrayElementVarHandle(Stripes[].class);

    private final int slots;
    private final @Nullable Stripes[] blocks;

    SparseStripes(int slots) {
        this.slots = slots;
        this.blocks = new @Nullable Stripes[(slots + BLOCK - 1) >> BITS];
    }

    @Override
    public void add(int slot, long amount) {
        block(slot >> BITS).add(slot & (BLOCK - 1), amount);
    }

    @Override
    public void addBoth(int bucketSlot, int sumSlot, long amount) {
        add(bucketSlot, 1);
        if (amount != 0) {
            add(sumSlot, amount);
        }
    }

    @Override
    public long sum(int slot) {
        Stripes block = known(slot >> BITS);
        return block == null ? 0 : block.sum(slot & (BLOCK - 1));
    }

    @Override
    public void sumInto(long[] sums, int from) {
        for (int number = 0; number < blocks.length; number++) {
            Stripes block = known(number);
            int first = number << BITS;
            if (block == null) {
                Arrays.fill(sums, from + first, from + Math.min(first + BLOCK, slots), 0);
            } else {
                block.sumInto(sums, from + first);
            }
        }
    }

    private Stripes block(int number) {
        Stripes known = known(number);
        return known != null ? known : make(number);
    }

    private @Nullable Stripes known(int number) {
        return (Stripes) BLOCKS.getAcquire(blocks, number);
    }

    private Stripes make(int number) {
        Stripes made = new Stripes(Math.min(BLOCK, slots - (number << BITS)));
        Stripes first = (Stripes) BLOCKS.compareAndExchange(blocks, number, null, made);
        return first == null ? made : first;
    }
}
