// SPDX-License-Identifier: Apache-2.0
package dev.narthex.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScrapeTest {

    private final Scrape page = Scrape.parse("""
            # HELP visits_total Visits.
            # TYPE visits_total counter
            visits_total{page="a, \\"b\\"",status="200"} 2.0
            visits_total{page="c",status="500"} 1.5
            # HELP visits_total_by_page Visits.
            # TYPE visits_total_by_page untyped
            visits_total_by_page{page="c"} 1.5
            # HELP wait_seconds Waiting.
            # TYPE wait_seconds histogram
            wait_seconds_bucket{le="1.0"} 1.0
            wait_seconds_bucket{le="+Inf"} 2.0
            wait_seconds_sum 3.5
            wait_seconds_count 2.0
            """);

    @Test
    void familyIsItsOwnSamplesAlone() {
        assertThat(page.family("visits_total")).isEqualTo("""
                visits_total{page="a, \\"b\\"",status="200"} 2.0
                visits_total{page="c",status="500"} 1.5
                """);
        assertThat(page.family("wait_seconds")).hasLineCount(4);
        assertThat(page.family("visits")).isEmpty();
    }

    @Test
    void labelsOfASampleStandInAnyOrder() {
        assertThat(page.value("visits_total{status=\"200\",page=\"a, \\\"b\\\"\"}"))
                .isEqualTo(2);
        assertThat(page.value("visits_total{page=\"a, \\\"b\\\"\",status=\"200\"}"))
                .isEqualTo(2);
        assertThat(page.value("visits_total{status=\"404\",page=\"c\"}")).isZero();
    }

    @Test
    void totalIsTheSumOfASampleNameWhateverItsLabels() {
        assertThat(page.total("visits_total")).isEqualTo(3.5);
        assertThat(page.total("wait_seconds_count")).isEqualTo(2);
        assertThat(page.total("nothing")).isZero();
    }

    @Test
    void familiesHaveTypes() {
        assertThat(page.families()).containsExactly("visits_total", "visits_total_by_page", "wait_seconds");
        assertThat(page.type("visits_total_by_page")).isEqualTo("untyped");
        assertThat(page.type("nothing")).isEmpty();
    }

    @Test
    void applicationIsScrapedAsItIsNow() {
        Scrape scrape = Scrape.of(Application.of(Settings.create()));

        assertThat(scrape.families())
                .containsExactly(
                        "narthex_instrumentation_errors_total",
                        "narthex_cells",
                        "narthex_cells_folded_total",
                        "narthex_info");
    }

    @Test
    void tickerStandsStillUntilItIsTurned() {
        ManualTicker ticker = ManualTicker.create();
        long before = ticker.read();
        ticker.advance(Duration.ofMillis(3));

        assertThat(ticker.read() - before).isEqualTo(3_000_000);
    }
}
