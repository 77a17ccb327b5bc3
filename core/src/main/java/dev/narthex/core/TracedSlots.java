// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** A row of longs with places for exemplars beside it; where nobody traces there is the row alone. */
final class TracedSlots implements Slots {

    private static final VarHandle EXEMPLARS = MethodHandles.arrayElementVarHandle(Exemplar[].class);

    private final Slots row;
    private final @Nullable Exemplar[] exemplars;

    TracedSlots(Slots row, int places) {
        this.row = row;
        this.exemplars = new @Nullable Exemplar[places];
    }

    @Nullable
    Exemplar exemplar(int place) {
        return (Exemplar) EXEMPLARS.getAcquire(exemplars, place);
    }

    void keep(int place, Exemplar exemplar) {
        EXEMPLARS.setRelease(exemplars, place, exemplar);
    }

    @Override
    public void add(int slot, long amount) {
        row.add(slot, amount);
    }

    @Override
    public void addBoth(int bucketSlot, int sumSlot, long amount) {
        row.addBoth(bucketSlot, sumSlot, amount);
    }

    @Override
    public void addAll(Distributions together, long first, long second, long third, long fourth) {
        row.addAll(together, first, second, third, fourth);
    }

    @Override
    public long sum(int slot) {
        return row.sum(slot);
    }

    @Override
    public void sumInto(long[] sums, int from) {
        row.sumInto(sums, from);
    }
}
