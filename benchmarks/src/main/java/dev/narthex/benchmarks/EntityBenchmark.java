// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.concurrent.TimeUnit;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.orm.micrometer.HibernateMetrics;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a transaction costs that persists entities on H2 in memory: without a listener, with one that does nothing, for
 * which Hibernate makes its events, with Narthex's, and with Hibernate's own statistics as Micrometer reads them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class EntityBenchmark {

    /** Who listens. */
    @Param({"nobody", "a hollow listener", "narthex", "micrometer"})
    public String listening;

    /** How many entities a transaction persists. */
    @Param({"1", "1000"})
    public int entities;

    /** What the hollow listener keeps, so that the compiler does not leave the event out: every real listener reads it. */
    public volatile @Nullable Object lastEvent;

    private SessionFactory factory;
    private @Nullable PrometheusMeterRegistry meters;

    /** What is persisted. */
    @Entity(name = "Leaf")
    public static class Leaf {

        @Id
        private long id;

        private String text = "";

        /** For Hibernate. */
        public Leaf() {}

        Leaf(long id) {
            this.id = id;
            this.text = "leaf";
        }

        /** What is on it. */
        public String text() {
            return text;
        }
    }

    /** For JMH. */
    @SuppressWarnings("NullAway.Init") // set up before the first invocation
    public EntityBenchmark() {}

    /** Starts Hibernate. */
    @Setup
    public void start() {
        StandardServiceRegistry registry = new StandardServiceRegistryBuilder()
                .applySetting("hibernate.connection.url", "jdbc:h2:mem:leaves;DB_CLOSE_DELAY=-1")
                .applySetting("hibernate.hbm2ddl.auto", "create")
                .applySetting("hibernate.jdbc.batch_size", "50")
                .applySetting(Application.KEY, Application.of(Settings.create()))
                .applySetting("narthex.orm.enabled", String.valueOf(listening.equals("narthex")))
                .applySetting("hibernate.generate_statistics", String.valueOf(listening.equals("micrometer")))
                .build();
        factory = new MetadataSources(registry)
                .addAnnotatedClass(Leaf.class)
                .buildMetadata()
                .buildSessionFactory();
        PostInsertEventListener hollow = event -> lastEvent = event;
        if (listening.equals("a hollow listener")) {
            factory.unwrap(SessionFactoryImplementor.class)
                    .getEventEngine()
                    .getListenerRegistry()
                    .appendListeners(EventType.POST_INSERT, hollow);
        }
        if (listening.equals("micrometer")) {
            meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            HibernateMetrics.monitor(meters, factory, "leaves");
        }
    }

    /** What Micrometer would publish. */
    String page() {
        return meters == null ? "" : meters.scrape();
    }

    /** Empties the table. */
    @Setup(Level.Invocation)
    public void empty() {
        try (Session session = factory.openSession()) {
            session.beginTransaction();
            session.createNativeMutationQuery("truncate table Leaf").executeUpdate();
            session.getTransaction().commit();
        }
    }

    /** Stops it. */
    @TearDown
    public void stop() {
        factory.close();
    }

    /** One transaction. */
    @Benchmark
    public void persist() {
        try (Session session = factory.openSession()) {
            session.beginTransaction();
            for (long id = 0; id < entities; id++) {
                session.persist(new Leaf(id));
            }
            session.getTransaction().commit();
        }
    }
}
