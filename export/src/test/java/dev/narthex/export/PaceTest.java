// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pace of answers, at moments of the test's own (E25). */
class PaceTest {

    private static final long MILLI = Duration.ofMillis(1).toNanos();

    private final Pace pace = new Pace();
    private final long start = System.nanoTime() + Duration.ofSeconds(1).toNanos();

    private long waitMillis(long atMillis) {
        long wait = pace.reserve(start + atMillis * MILLI);
        return wait < 0 ? -1 : wait / MILLI;
    }

    @Test
    void whoAsksNowAndThenNeverWaits() {
        assertThat(List.of(waitMillis(0), waitMillis(50), waitMillis(1000), waitMillis(90_000)))
                .containsExactly(0L, 0L, 0L, 0L);
    }

    @Test
    void whoAsksAtOnceWaitsForTheNextBeatTogether() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            waits.add(waitMillis(i));
        }
        assertThat(waits).containsExactly(0L, 49L, 48L, 47L, 46L, 45L, 44L, 43L, 42L, 41L, 40L, 89L, 88L);
    }

    @Test
    void ofMoreThanWaitForALittleWhileTheRestIsToldSo() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            waits.add(waitMillis(0));
        }
        assertThat(waits.subList(0, 141)).doesNotContain(-1L).allMatch(wait -> wait <= 700);
        assertThat(waits.subList(141, 200)).containsOnly(-1L);
        assertThat(waitMillis(800)).as("it is soon over").isZero();
    }
}
