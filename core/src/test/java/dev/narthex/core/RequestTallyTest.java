// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.RequestTally.Entry;
import org.junit.jupiter.api.Test;

class RequestTallyTest {

    private final RequestTally tally = RequestTally.create();

    @Test
    void addsUpWhatOneRequestCosts() {
        tally.open();
        tally.add(Entry.QUERIES, 1);
        tally.add(Entry.QUERIES, 2);
        tally.add(Entry.DATABASE_NANOS, 500);
        tally.close();

        assertThat(tally.amount(Entry.QUERIES)).isEqualTo(3);
        assertThat(tally.amount(Entry.DATABASE_NANOS)).isEqualTo(500);
        assertThat(tally.amount(Entry.CACHE_HITS)).isZero();
    }

    @Test
    void workOutsideARequestBelongsToNone() {
        tally.add(Entry.QUERIES, 1);
        tally.open();
        tally.close();
        tally.add(Entry.QUERIES, 1);

        assertThat(tally.amount(Entry.QUERIES)).isZero();
    }

    @Test
    void nextRequestOfTheThreadBeginsAtZero() {
        tally.open();
        tally.add(Entry.QUERIES, 7);
        tally.close();
        tally.open();

        assertThat(tally.amount(Entry.QUERIES)).isZero();
    }

    @Test
    void everyThreadHasItsOwn() throws InterruptedException {
        tally.open();
        Thread other = new Thread(() -> tally.add(Entry.QUERIES, 1));
        other.start();
        other.join();

        assertThat(tally.amount(Entry.QUERIES)).isZero();
    }

    @Test
    void whatNobodyAnnouncedIsUnknown() {
        tally.announce(Entry.QUERIES, Entry.DATABASE_NANOS);

        assertThat(tally.isAnnounced(Entry.QUERIES)).isTrue();
        assertThat(tally.isAnnounced(Entry.DATABASE_NANOS)).isTrue();
        assertThat(tally.isAnnounced(Entry.CACHE_HITS)).isFalse();
    }
}
