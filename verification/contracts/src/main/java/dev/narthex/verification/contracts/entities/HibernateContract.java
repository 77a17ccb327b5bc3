// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts.entities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.orm.hibernate.HibernateIntegrator;
import dev.narthex.testkit.Change;
import dev.narthex.testkit.Scrape;
import dev.narthex.verification.contracts.entities.Loans.Loan;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.TransactionManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.boot.registry.BootstrapServiceRegistry;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.cfg.Configuration;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PreInsertEventListener;
import org.junit.jupiter.api.Test;
import org.postgresql.xa.PGXADataSource;

/** What Hibernate has and no other: sessions without state, batches, vetoes, child sessions, a second-level cache. */
public abstract class HibernateContract extends RandomTrafficContract {

    private static final String UPSERTS = "django_model_upserts_total";

    /** Whether an event of a session without state knows the session: since Hibernate 7. */
    protected abstract boolean knowsStatelessSessions();

    /** Nothing in Hibernate names the entity of such a statement. */
    @Override
    protected String bulkOperations() {
        return "";
    }

    private SessionFactory sessions() {
        return library().factory().unwrap(SessionFactory.class);
    }

    private void stateless(Consumer<StatelessSession> work, boolean commit) {
        try (StatelessSession session = sessions().openStatelessSession()) {
            session.beginTransaction();
            work.accept(session);
            if (commit) {
                session.getTransaction().commit();
            } else {
                session.getTransaction().rollback();
            }
        }
    }

    @Test // D3: what is not known is not counted
    void aSessionWithoutStateCountsWhereItsEventsKnowIt() {
        Change change = library().during(() -> {
            stateless(
                    session -> {
                        session.insert(new Volume(1));
                        session.insert(new Volume(2));
                        session.update(new Volume(1, "other"));
                        session.delete(new Volume(2));
                    },
                    true);
            stateless(session -> session.insert(new Volume(3)), false);
        });

        int known = knowsStatelessSessions() ? 1 : 0;
        assertThat(change.total(INSERTS)).isEqualTo(2 * known);
        assertThat(change.total(UPDATES)).isEqualTo(known);
        assertThat(change.total(DELETES)).isEqualTo(known);
        assertThat(change.total(ROLLED_BACK)).isEqualTo(known);
    }

    @Test // D3, D15
    void anUpsertIsOneWhateverItFinds() {
        Change change = library().during(() -> {
            stateless(session -> session.upsert(new Volume(1)), true);
            stateless(session -> session.upsert(new Volume(1, "other")), true);
            stateless(session -> session.upsert(new Volume(2)), false);
        });

        int known = knowsStatelessSessions() ? 1 : 0;
        assertThat(change.total(UPSERTS)).isEqualTo(2 * known);
        assertThat(change.total(INSERTS)).isZero();
        assertThat(change.total(ROLLED_BACK)).isEqualTo(known);
    }

    @Test // D3
    void withoutATransactionItIsCountedAtOnce() {
        try (StatelessSession session = sessions().openStatelessSession()) {
            Change change = library().during(() -> session.insert(new Volume(1)));

            assertThat(change.total(INSERTS)).isEqualTo(knowsStatelessSessions() ? 1 : 0);
        }
    }

    @Test // D9
    void aBatchIsCountedByItsEntities() {
        try (Library library = Library.open(database(), Settings.create(), Map.of("hibernate.jdbc.batch_size", "20"))) {
            library.commit(entities -> {
                for (long id = 1; id <= 50; id++) {
                    entities.persist(new Volume(id));
                }
            });
            assertThat(library.scrape().value(INSERTS + "{model=\"volume\"}")).isEqualTo(50);

            Change refused = library.during(() -> assertThatThrownBy(() -> library.commit(entities -> {
                        entities.persist(new Volume(51));
                        entities.persist(new Volume(52, "volume 1"));
                    }))
                    .isInstanceOf(PersistenceException.class));
            assertThat(refused.total(INSERTS)).isZero();
        }
    }

    @Test // D25
    void anInsertThatIsVetoedIsNone() {
        EventListenerRegistry registry = sessions()
                .unwrap(SessionFactoryImplementor.class)
                .getEventEngine()
                .getListenerRegistry();
        PreInsertEventListener veto = event -> !(event.getEntity() instanceof Loan);
        registry.appendListeners(EventType.PRE_INSERT, veto);
        Change change = library().during(() -> library().commit(entities -> {
            entities.persist(new Volume(1));
            entities.persist(new Loan());
        }));

        assertThat(change.samples(INSERTS)).isEqualTo(INSERTS + "{model=\"loan\"} 1.0\n");
    }

    /** Hibernate by itself, past JPA, which keeps a closed session until its transaction has ended. */
    private static SessionFactory withoutJpa(Application application, BootstrapServiceRegistry registry) {
        Configuration configuration = new Configuration(registry).addAnnotatedClass(Loan.class);
        configuration
                .getProperties()
                .putAll(Map.of(
                        "hibernate.connection.datasource",
                        database(),
                        "hibernate.hbm2ddl.auto",
                        "create",
                        Application.KEY,
                        application));
        return configuration.buildSessionFactory();
    }

    @Test // D25
    void anIntegratorThatIsFoundTwiceCountsOnce() {
        Application application = Application.of(Settings.create());
        BootstrapServiceRegistry twice = new BootstrapServiceRegistryBuilder()
                .applyIntegrator(new HibernateIntegrator())
                .build();
        try (SessionFactory sessions = withoutJpa(application, twice)) {
            sessions.inTransaction(session -> session.persist(new Loan()));

            assertThat(Scrape.of(application).value(INSERTS + "{model=\"loan\"}"))
                    .isEqualTo(1);
            assertThat(Scrape.of(application).total("narthex_instrumentation_errors_total"))
                    .isZero();
        }
    }

    @Test // D7
    void aChildSessionThatIsGoneFirstIsStillInTheTransactionOfItsParent() {
        Application application = Application.of(Settings.create());
        try (SessionFactory sessions = withoutJpa(application, new BootstrapServiceRegistryBuilder().build());
                Session parent = sessions.openSession()) {
            inBothEndings(parent, child -> child.persist(new Loan()));

            assertThat(Scrape.of(application).total(INSERTS)).isEqualTo(1);
            assertThat(Scrape.of(application).total(ROLLED_BACK)).isEqualTo(1);
        }
    }

    private static void inBothEndings(Session parent, Consumer<Session> work) {
        for (boolean commit : List.of(true, false)) {
            parent.beginTransaction();
            try (Session child = parent.sessionWithOptions().connection().openSession()) {
                work.accept(child);
                child.flush();
            }
            if (commit) {
                parent.getTransaction().commit();
            } else {
                parent.getTransaction().rollback();
            }
        }
    }

    @Test // D7
    void aChildSessionIsInTheTransactionOfItsParent() {
        Change change = library().during(() -> {
            try (EntityManager entities = library().factory().createEntityManager()) {
                AtomicLong ids = new AtomicLong();
                inBothEndings(
                        entities.unwrap(Session.class), child -> child.persist(new Volume(ids.incrementAndGet())));
            }
        });

        assertThat(change.total(INSERTS)).isEqualTo(1);
        assertThat(change.total(ROLLED_BACK)).isEqualTo(1);
    }

    @Test // D18
    void whatComesFromTheSecondLevelCacheIsNotRead() {
        Map<String, String> cached = Map.of(
                "jakarta.persistence.sharedCache.mode", "ALL",
                "hibernate.cache.region.factory_class", "jcache",
                "hibernate.javax.cache.provider", "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider",
                "hibernate.javax.cache.missing_cache_strategy", "create");
        try (Library library = Library.open(database(), Settings.create(), cached)) {
            library.commit(entities -> entities.persist(new Volume(1)));
            library.factory().getCache().evictAll();
            for (int readsFromTheDatabase : new int[] {1, 0}) {
                Change change = library.during(() -> {
                    try (EntityManager entities = library.factory().createEntityManager()) {
                        assertThat(entities.find(Volume.class, 1L)).isNotNull();
                    }
                });
                assertThat(change.total(LOADS)).isEqualTo(readsFromTheDatabase);
            }
        }
    }

    @Test // D6
    void theOutcomeOfAJtaTransactionDecides() throws Exception {
        TransactionManager transactions = com.arjuna.ats.jta.TransactionManager.transactionManager();
        PGXADataSource xa = new PGXADataSource();
        xa.setUrl(postgresUrl());
        xa.setUser("postgres");
        Map<String, Object> jta = Map.of(
                "jakarta.persistence.jtaDataSource", new JoinedConnections(xa, transactions),
                "jakarta.persistence.transactionType", "JTA",
                "hibernate.transaction.jta.platform", "JBossTS");
        try (Library library = Library.open(database(), Settings.create(), jta)) {
            EntityManager closedFirst = library.factory().createEntityManager();
            Change change = library.during(() -> {
                inTransaction(transactions, true, () -> persist(library, new Volume(1)));
                inTransaction(transactions, false, () -> persist(library, new Volume(2)));
                inTransaction(transactions, true, () -> {
                    closedFirst.joinTransaction();
                    closedFirst.persist(new Volume(3));
                    closedFirst.close();
                });
            });

            assertThat(change.samples(INSERTS)).isEqualTo(INSERTS + "{model=\"volume\"} 2.0\n");
            assertThat(change.samples(ROLLED_BACK))
                    .isEqualTo(ROLLED_BACK + "{model=\"volume\",operation=\"insert\"} 1.0\n");
            try (EntityManager entities = library.factory().createEntityManager()) {
                assertThat(entities.createQuery("select v.id from Volume v order by v.id", Long.class)
                                .getResultList())
                        .containsExactly(1L, 3L);
            }
        }
    }

    private static void persist(Library library, Volume volume) {
        EntityManager entities = library.factory().createEntityManager();
        entities.joinTransaction();
        entities.persist(volume);
        entities.flush();
    }

    private static void inTransaction(TransactionManager transactions, boolean commit, Runnable work) {
        try {
            transactions.begin();
            work.run();
            if (commit) {
                transactions.commit();
            } else {
                transactions.rollback();
            }
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Test // D1: the pool, not Hibernate, undoes what a session leaves behind
    void aSessionThatIsClosedInATransactionHasInsertedNothing() {
        Change change = library().during(() -> {
            EntityManager entities = library().factory().createEntityManager();
            entities.getTransaction().begin();
            entities.persist(new Volume(1));
            entities.flush();
            entities.close();
            entities.getTransaction().rollback();
        });

        assertThat(change.total(INSERTS)).isZero();
        assertThat(change.total(ROLLED_BACK)).isEqualTo(1);
    }
}
