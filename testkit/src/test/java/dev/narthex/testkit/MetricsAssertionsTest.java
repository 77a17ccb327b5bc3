// SPDX-License-Identifier: Apache-2.0
package dev.narthex.testkit;

import static dev.narthex.testkit.MetricsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MetricsAssertionsTest {

    private final Scrape before = Scrape.parse("""
            # TYPE visits_total counter
            visits_total{page="a",status="200"} 2.0
            visits_total{page="b\\",c=",status="200"} 5.0
            # TYPE open gauge
            open 3.0
            """);

    private final Scrape after = Scrape.parse("""
            # TYPE visits_total counter
            visits_total{status="200",page="a"} 4.0
            visits_total{page="b\\",c=",status="200"} 5.0
            visits_total{page="new",status="500"} 1.0
            # TYPE open gauge
            open 1.0
            """);

    @Test
    void scrapeIsAssertedSampleBySample() {
        assertThat(after)
                .has("visits_total{page=\"a\",status=\"200\"}", 4)
                .has("visits_total{status=\"200\",page=\"b\\\",c=\"}", 5)
                .hasNo("visits_total{page=\"nobody\"}")
                .hasTotal("visits_total", 10)
                .hasFamily("open", "gauge");
    }

    @Test
    void failureShowsWhatIsThereInstead() {
        assertThatThrownBy(() -> assertThat(after).has("visits_total{page=\"a\"}", 4))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("must be 4.0 and is not there", "visits_total{page=\"a\",status=\"200\"} 4.0");
        assertThatThrownBy(() -> assertThat(after).has("open", 2)).hasMessageContaining("must be 2.0 and is 1.0");
        assertThatThrownBy(() -> assertThat(after).hasNo("open")).hasMessage("open must not be there and is 1.0");
        assertThatThrownBy(() -> assertThat(after).hasTotal("open", 2)).hasMessageContaining("must be 2.0 and are 1.0");
        assertThatThrownBy(() -> assertThat(after).hasFamily("open", "counter"))
                .hasMessageContaining("must be a counter and is a gauge");
        assertThatThrownBy(() -> assertThat(after).hasFamily("shut", "gauge"))
                .hasMessageContaining("must be a gauge and is not there");
    }

    @Test
    void changeIsWhatMovedAndNothingElse() {
        Change change = after.since(before);

        assertThat(change)
                .hasGrown("visits_total{status=\"200\",page=\"a\"}", 2)
                .hasGrown("visits_total{page=\"new\",status=\"500\"}", 1)
                .hasGrown("visits_total{page=\"b\\\",c=\",status=\"200\"}", 0)
                .hasGrown("open", -2)
                .hasGrownInAll("visits_total", 3)
                .hasNot("nothing");
        assertThat(change.samples("visits_total")).isEqualTo("""
                visits_total{page="a",status="200"} 2.0
                visits_total{page="new",status="500"} 1.0
                """);
    }

    @Test
    void failureShowsWhatChanged() {
        Change change = after.since(before);

        assertThatThrownBy(() -> assertThat(change).hasGrown("open", 1))
                .hasMessageContainingAll("must have grown by 1.0 and did by -2.0", "visits_total{page=\"new\"");
        assertThatThrownBy(() -> assertThat(change).hasGrownInAll("visits_total", 1))
                .hasMessageContaining("must have grown by 1.0 and did by 3.0");
        assertThatThrownBy(() -> assertThat(change).hasNot("open")).hasMessageContaining("must not have changed");
    }
}
