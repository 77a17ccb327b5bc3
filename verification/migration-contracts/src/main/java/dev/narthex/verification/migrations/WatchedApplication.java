// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.migrations.MigrationMetrics;
import dev.narthex.migrations.MigrationReader;
import dev.narthex.testkit.Scrape;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** An application whose migrations are read every few milliseconds. */
final class WatchedApplication implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(5);

    private final Application application;
    private final MigrationMetrics metrics;

    private WatchedApplication(Settings settings) {
        this.application = Application.of(settings);
        this.metrics = MigrationMetrics.create(application);
    }

    static WatchedApplication watching(DataSource database, MigrationReader reader) {
        return watching(database, reader, 10);
    }

    static WatchedApplication watching(DataSource database, MigrationReader reader, double timeoutSeconds) {
        WatchedApplication watched = new WatchedApplication(Settings.builder()
                .migrationsIntervalSeconds(0.02)
                .migrationsTimeoutSeconds(timeoutSeconds)
                .build());
        watched.metrics.watch("default", database, reader);
        return watched;
    }

    /** What Prometheus reads once this is so. */
    static Scrape await(Application application, String what, Predicate<Scrape> isSo) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Scrape scrape = Scrape.of(application);
        while (!isSo.test(scrape)) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(what + " is not so after " + PATIENCE + ":\n" + scrape.text());
            }
            LockSupport.parkNanos(POLL.toNanos());
            scrape = Scrape.of(application);
        }
        return scrape;
    }

    Scrape await(String sample, double value) {
        return await(application, sample + " " + value, page -> Double.valueOf(value)
                .equals(page.samples().get(normalised(sample))));
    }

    private static String normalised(String sample) {
        return Scrape.parse(sample + " 0").samples().keySet().iterator().next();
    }

    Scrape awaitThat(String what, Predicate<Scrape> isSo) {
        return await(application, what, isSo);
    }

    Scrape awaitUp() {
        return await(application, "a reading", page -> page.total("django_migrations_up") == 1);
    }

    Scrape awaitDown() {
        return await(application, "a reading that failed", page -> page.family("django_migrations_up")
                .endsWith(" 0.0\n"));
    }

    @Override
    public void close() {
        metrics.close();
    }
}
