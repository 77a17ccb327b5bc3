// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Application;
import dev.narthex.core.Buckets;
import dev.narthex.core.Cell;
import dev.narthex.core.Cube;
import dev.narthex.core.Dimension;
import dev.narthex.core.Distribution;
import dev.narthex.core.Family;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.Measure;
import dev.narthex.core.Rollup;
import dev.narthex.core.Ticker;
import dev.narthex.core.Unit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The page measuring itself: how often somebody scrapes, in which format, and how long the page takes to be made. A page
 * shows the scrapes before it. Thread-safe.
 */
final class ScrapeMetrics implements Instrumentation {

    /** What the page is written in. */
    private static final Dimension<String> FORMAT = Dimension.closed("format", format -> format);

    private static final Measure<String> SCRAPES = Measure.count("scrapes", Unit.ONE);
    private static final Measure<String> DURATION = Measure.distribution("duration", Unit.SECONDS);

    private static final Rollup<String> SCRAPES_BY_FORMAT = Rollup.counter(
                    SCRAPES, "narthex_scrapes_total", "Pages that were made for a scraper, by format, when made.")
            .by(FORMAT);
    private static final Rollup<String> DURATION_BY_FORMAT = Rollup.histogram(
                    DURATION,
                    "narthex_scrape_duration_seconds",
                    "Seconds that it took to make a page, compressing included and writing to the scraper not, by format.",
                    Buckets.of(
                            Unit.SECONDS,
                            0.0005,
                            0.001,
                            0.0025,
                            0.005,
                            0.01,
                            0.025,
                            0.05,
                            0.1,
                            0.25,
                            0.5,
                            1,
                            2.5,
                            5,
                            10))
            .by(FORMAT);

    private final Ticker ticker;
    private final Cube<String> cube;
    private final Distribution duration;
    private final Map<Format, Cell<String>> cells = new EnumMap<>(Format.class);

    private ScrapeMetrics(Application application) {
        this.ticker = application.ticker();
        this.cube = Cube.<String>builder("scrapes")
                .records(SCRAPES)
                .records(DURATION)
                .published(List.of(SCRAPES_BY_FORMAT, DURATION_BY_FORMAT))
                .histograms(application.settings().histograms())
                .build();
        this.duration = cube.distribution(DURATION);
        for (Format format : Format.offered(application.settings().histograms())) {
            cells.put(format, cube.cell(format.label()));
        }
    }

    /** Those of an application, made and added to it when they are asked for the first time. */
    static ScrapeMetrics of(Application application) {
        return application.feature(ScrapeMetrics.class, ScrapeMetrics::new);
    }

    /** Nanoseconds, for {@link #made}. */
    long begin() {
        return ticker.read();
    }

    /** A page of this format has been made. */
    void made(Format format, long begun) {
        Cell<String> cell = cells.get(format);
        if (cell != null) {
            cell.count();
            cell.observe(duration, Math.max(0, ticker.read() - begun));
        }
    }

    @Override
    public String name() {
        return "scrapes";
    }

    @Override
    public List<Cube<?>> cubes() {
        return List.of(cube);
    }

    @Override
    public List<Family> families() {
        return List.of(SCRAPES_BY_FORMAT, DURATION_BY_FORMAT);
    }
}
