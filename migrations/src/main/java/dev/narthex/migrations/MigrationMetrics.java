// SPDX-License-Identifier: Apache-2.0
package dev.narthex.migrations;

import dev.narthex.core.Application;
import dev.narthex.core.Cube;
import dev.narthex.core.Family;
import dev.narthex.core.FeatureFamilies;
import dev.narthex.core.Guard;
import dev.narthex.core.Instrumentation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The front door of the migration metrics. Databases are read by daemon threads of ours, one each, so that one that
 * hangs keeps no other waiting: at once, and again at an interval; never on a request, a scrape or the start-up path.
 * Thread-safe. Whoever creates it closes it: until then its threads stay.
 *
 * <pre>{@code
 * MigrationMetrics migrations = MigrationMetrics.create(application);
 * migrations.watch("default", dataSource, FlywayReader.of(flyway));
 * }</pre>
 *
 * A page of this application then has, among others:
 *
 * <pre>
 * django_migrations_unapplied_total{connection="default"} 1.0
 * django_migrations_applied_total{connection="default"} 2.0
 * django_migrations{connection="default",tool="flyway",state="pending"} 1.0
 * django_migrations_up{connection="default",tool="flyway"} 1.0
 * </pre>
 */
public final class MigrationMetrics implements Instrumentation, AutoCloseable {

    /** How long closing waits for a reading that it has interrupted. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Application application;
    private final Guard guard;
    private final List<WatchedMigrations> watched = new CopyOnWriteArrayList<>();
    private final FeatureFamilies families;
    private @Nullable ScheduledThreadPoolExecutor threads;

    private MigrationMetrics(Application application) {
        this.application = application;
        this.guard = application.guard("migrations");
        this.families = FeatureFamilies.of(
                application.settings(),
                settings -> MigrationFamilies.of(settings, new MigrationSamples(watched, application.ticker())));
    }

    private static ScheduledThreadPoolExecutor newThreads() {
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(1, MigrationMetrics::thread);
        threads.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
        return threads;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "narthex-migrations");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Creates the migration metrics of an application and adds them to it.
     *
     * @throws IllegalStateException if the application has migration metrics already
     */
    public static MigrationMetrics create(Application application) {
        MigrationMetrics metrics = new MigrationMetrics(application);
        application.add(metrics);
        return metrics;
    }

    @Override
    public String name() {
        return "migrations";
    }

    @Override
    public List<Cube<?>> cubes() {
        return List.of();
    }

    @Override
    public List<Family> families() {
        return families.published();
    }

    @Override
    public List<Family> watched() {
        return families.watched();
    }

    /**
     * Reads the migrations of a database from now on, every {@code narthex.migrations.interval-seconds}. Returns at once.
     * Several histories of one connection are added up.
     *
     * @param connection what the application calls the database: {@code default}
     * @param dataSource where a connection is had for each reading, closed at its end
     */
    @SuppressWarnings("FutureReturnValueIgnored") // a reading catches all that it meets
    public synchronized void watch(String connection, DataSource dataSource, MigrationReader reader) {
        WatchedMigrations one = new WatchedMigrations(
                connection,
                dataSource,
                reader,
                application.settings().migrationsTimeout(),
                application.ticker(),
                guard);
        watched.add(one);
        long interval = application.settings().migrationsInterval().toNanos();
        ScheduledThreadPoolExecutor pool = threads == null ? newThreads() : threads;
        threads = pool;
        pool.setCorePoolSize(watched.size());
        pool.scheduleWithFixedDelay(one, 0, interval, TimeUnit.NANOSECONDS);
    }

    /** Keeps the failures of the hooks away from the application. */
    public Guard guard() {
        return guard;
    }

    /**
     * Ends all readings, also those under way; from then on nothing is watched and nothing published, until {@link #watch}
     * is called again. May be called again.
     */
    @Override
    public synchronized void close() {
        ScheduledThreadPoolExecutor pool = threads;
        if (pool == null) {
            return;
        }
        threads = null;
        pool.shutdownNow();
        watched.forEach(WatchedMigrations::close);
        watched.clear();
        try {
            if (!pool.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                guard.caught(new IllegalStateException("a reading of migrations must end when it is interrupted"));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
