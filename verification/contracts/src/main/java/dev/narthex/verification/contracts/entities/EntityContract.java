// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts.entities;

import static dev.narthex.testkit.MetricsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.testkit.Change;
import dev.narthex.testkit.Scrape;
import dev.narthex.verification.contracts.entities.Loans.Loan;
import dev.narthex.verification.contracts.entities.Loans.Note;
import dev.narthex.verification.contracts.entities.Loans.OtherRequest;
import dev.narthex.verification.contracts.entities.Loans.Request;
import dev.narthex.verification.contracts.entities.Medium.Atlas;
import dev.narthex.verification.contracts.entities.Medium.Disc;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What any ORM must show on PostgreSQL: numbers of entities that are in the database, and of those that are not. */
public abstract class EntityContract {

    protected static final String INSERTS = "django_model_inserts_total";
    protected static final String UPDATES = "django_model_updates_total";
    protected static final String DELETES = "django_model_deletes_total";
    protected static final String LOADS = "django_model_loads_total";
    protected static final String ROLLED_BACK = "django_model_rolled_back_total";
    protected static final String BULK = "django_model_bulk_operations_total";

    private static EmbeddedPostgres postgres;

    private Library library;

    @SuppressWarnings("NullAway.Init") // it is open before each test
    protected EntityContract() {}

    /** What the vendor's unit needs beside the database. */
    protected Map<String, ?> properties() {
        return Map.of();
    }

    /** The samples of the family of bulk operations after one update, one delete and nothing else of volumes. */
    protected abstract String bulkOperations();

    @BeforeAll
    static void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        if (postgres != null) {
            postgres.close();
        }
    }

    protected static DataSource database() {
        return postgres.getPostgresDatabase();
    }

    protected static String postgresUrl() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    @BeforeEach
    void open() {
        library = Library.open(database(), Settings.create(), properties());
    }

    @AfterEach
    void close() {
        Scrape last = library.scrape();
        library.close();
        assertThat(last.total("narthex_instrumentation_errors_total")).isZero();
    }

    protected Library library() {
        return library;
    }

    @Test
    void everyEntityIsThereAtZero() {
        assertThat(library.scrape().family(INSERTS).lines().sorted())
                .containsExactly("""
                %1$s{model="atlas"} 0.0
                %1$s{model="dev.narthex.verification.contracts.entities.Loans$OtherRequest"} 0.0
                %1$s{model="dev.narthex.verification.contracts.entities.Loans$Request"} 0.0
                %1$s{model="disc"} 0.0
                %1$s{model="loan"} 0.0
                %1$s{model="medium"} 0.0
                %1$s{model="shelf"} 0.0
                %1$s{model="volume"} 0.0
                """.formatted(INSERTS).lines().toArray(String[]::new));
        assertThat(library.scrape().text())
                .contains(
                        UPDATES + "{model=\"shelf\"} 0.0\n",
                        DELETES + "{model=\"shelf\"} 0.0\n",
                        LOADS + "{model=\"shelf\"} 0.0\n",
                        ROLLED_BACK + "{model=\"shelf\",operation=\"insert\"} 0.0\n");
    }

    @Test
    void whatIsCommittedIsCountedByEntity() {
        Change change = library.during(() -> {
            library.commit(entities -> {
                entities.persist(new Volume(1));
                entities.persist(new Volume(2));
                entities.persist(new Shelf(1));
            });
            library.commit(entities -> {
                entities.find(Volume.class, 1L).sign("other");
                entities.remove(entities.find(Volume.class, 2L));
            });
        });

        assertThat(change.samples(INSERTS)).isEqualTo("""
                %1$s{model="shelf"} 1.0
                %1$s{model="volume"} 2.0
                """.formatted(INSERTS));
        assertThat(change.samples(UPDATES)).isEqualTo(UPDATES + "{model=\"volume\"} 1.0\n");
        assertThat(change.samples(DELETES)).isEqualTo(DELETES + "{model=\"volume\"} 1.0\n");
        assertThat(change.total(ROLLED_BACK)).isZero();
    }

    @Test
    void nothingIsCountedBeforeTheCommit() {
        try (EntityManager entities = library.factory().createEntityManager()) {
            Change flushed = library.during(() -> {
                entities.getTransaction().begin();
                entities.persist(new Volume(1));
                entities.flush();
            });
            assertThat(flushed.total(INSERTS)).isZero();

            Change committed = library.during(() -> entities.getTransaction().commit());
            assertThat(committed.total(INSERTS)).isEqualTo(1);
        }
    }

    @Test // D1, D2
    void whatIsRolledBackIsCountedApart() {
        library.commit(entities -> entities.persist(new Volume(1)));
        Change change = library.during(() -> library.rollBack(entities -> {
            entities.persist(new Volume(2));
            entities.persist(new Loan()); // its insert is sent at once
            entities.find(Volume.class, 1L).sign("other");
        }));

        assertThat(change.total(INSERTS)).isZero();
        assertThat(change.total(UPDATES)).isZero();
        assertThat(change.samples(ROLLED_BACK)).isEqualTo("""
                %1$s{model="loan",operation="insert"} 1.0
                %1$s{model="volume",operation="insert"} 1.0
                %1$s{model="volume",operation="update"} 1.0
                """.formatted(ROLLED_BACK));
    }

    @Test // D2, D17
    void whatTheDatabaseRefusesIsNoInsert() {
        library.commit(entities -> entities.persist(new Volume(1, "twice")));
        Change change = library.during(() -> {
            assertThatThrownBy(() -> library.commit(entities -> entities.persist(new Volume(2, "twice"))))
                    .isInstanceOf(PersistenceException.class);
            assertThatThrownBy(() -> library.commit(entities -> {
                        entities.persist(new Volume(3));
                        entities.flush();
                        entities.persist(new Volume(4, "twice"));
                    }))
                    .isInstanceOf(PersistenceException.class);
        });

        assertThat(change.total(INSERTS)).isZero();
        assertThat(change.samples(ROLLED_BACK))
                .isEqualTo(ROLLED_BACK + "{model=\"volume\",operation=\"insert\"} 1.0\n");
    }

    @Test // D1
    void aCommitThatTheDatabaseRefusesIsARollback() {
        library.sql(
                "alter table volume add column follows bigint default -1 references volume deferrable initially deferred");
        Change change = library.during(
                () -> assertThatThrownBy(() -> library.commit(entities -> entities.persist(new Volume(1))))
                        .isInstanceOf(PersistenceException.class));

        assertThat(change.total(INSERTS)).isZero();
        assertThat(change.samples(ROLLED_BACK))
                .isEqualTo(ROLLED_BACK + "{model=\"volume\",operation=\"insert\"} 1.0\n");
    }

    @Test // D1
    void theTransactionAfterARefusedCommitCountsItsOwn() {
        library.sql(
                "alter table volume add column follows bigint default -1 references volume deferrable initially deferred");
        try (EntityManager entities = library.factory().createEntityManager()) {
            Change change = library.during(() -> {
                entities.getTransaction().begin();
                entities.persist(new Volume(1));
                assertThatThrownBy(() -> entities.getTransaction().commit()).isInstanceOf(PersistenceException.class);
                entities.clear();

                entities.getTransaction().begin();
                entities.persist(new Shelf(1));
                entities.getTransaction().commit();
            });

            assertThat(change.samples(INSERTS)).isEqualTo(INSERTS + "{model=\"shelf\"} 1.0\n");
            assertThat(change.samples(ROLLED_BACK))
                    .isEqualTo(ROLLED_BACK + "{model=\"volume\",operation=\"insert\"} 1.0\n");
        }
    }

    @Test
    void aSessionCountsEachOfItsTransactions() {
        Change change = library.during(() -> {
            try (EntityManager entities = library.factory().createEntityManager()) {
                for (long id = 1; id <= 6; id++) {
                    entities.getTransaction().begin();
                    entities.persist(new Volume(id));
                    if (id % 3 == 0) {
                        entities.flush();
                        entities.getTransaction().rollback();
                    } else {
                        entities.getTransaction().commit();
                    }
                }
            }
        });

        assertThat(change.total(INSERTS)).isEqualTo(4);
        assertThat(change.total(ROLLED_BACK)).isEqualTo(2);
    }

    @Test
    void sessionsOfManyThreadsLoseNothing() throws Exception {
        int threads = 8;
        int transactions = 40;
        Scrape before = library.scrape();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                long first = 1 + thread * 1_000L;
                done.add(pool.submit(() -> {
                    for (long id = first; id < first + transactions; id++) {
                        Volume volume = new Volume(id);
                        if (id % 4 == 0) {
                            library.rollBack(entities -> entities.persist(volume));
                        } else {
                            library.commit(entities -> entities.persist(volume));
                        }
                    }
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }

        Change change = library.scrape().since(before);
        assertThat(change.total(INSERTS)).isEqualTo(threads * transactions * 3 / 4.0);
        assertThat(change.total(ROLLED_BACK)).isEqualTo(threads * transactions / 4.0);
    }

    @Test // D10
    void whatIsCascadedIsCountedUnderItsOwnName() {
        Change made = library.during(() -> library.commit(entities -> {
            Shelf shelf = new Shelf(1);
            List.of(1L, 2L, 3L).forEach(id -> shelf.add(new Volume(id)));
            entities.persist(shelf);
        }));
        assertThat(made.samples(INSERTS)).isEqualTo("""
                %1$s{model="shelf"} 1.0
                %1$s{model="volume"} 3.0
                """.formatted(INSERTS));

        Change orphaned = library.during(() -> library.commit(
                entities -> entities.find(Shelf.class, 1L).volumes().remove(0)));
        assertThat(orphaned.samples(DELETES)).isEqualTo(DELETES + "{model=\"volume\"} 1.0\n");
        assertThat(orphaned.total(UPDATES)).isZero();

        Change removed =
                library.during(() -> library.commit(entities -> entities.remove(entities.find(Shelf.class, 1L))));
        assertThat(removed.samples(DELETES)).isEqualTo("""
                %1$s{model="shelf"} 1.0
                %1$s{model="volume"} 2.0
                """.formatted(DELETES));
    }

    @Test // D11
    void theRowsOfACollectionAreNoEntities() {
        library.commit(entities -> entities.persist(new Shelf(1)));
        Change change = library.during(() -> library.commit(
                entities -> entities.find(Shelf.class, 1L).topics().addAll(List.of("art", "bees", "clocks"))));

        assertThat(change.total(INSERTS)).isZero();
        assertThat(change.total(UPDATES)).isZero();
        assertThat(change.total(DELETES)).isZero();
    }

    @Test // D12
    void anEntityInTwoTablesIsOneOfItsOwnKind() {
        Change change = library.during(() -> {
            library.commit(entities -> {
                entities.persist(new Disc(1));
                entities.persist(new Atlas(2));
            });
            forgetShared();
            library.commit(entities -> {
                ((Disc) entities.find(Medium.class, 1L)).playedBy("Orpheus");
                entities.remove(entities.find(Medium.class, 2L));
            });
        });

        assertThat(change.samples(INSERTS)).isEqualTo("""
                %1$s{model="atlas"} 1.0
                %1$s{model="disc"} 1.0
                """.formatted(INSERTS));
        assertThat(change.samples(UPDATES)).isEqualTo(UPDATES + "{model=\"disc\"} 1.0\n");
        assertThat(change.samples(DELETES)).isEqualTo(DELETES + "{model=\"atlas\"} 1.0\n");
        assertThat(change.samples(LOADS)).isEqualTo("""
                %1$s{model="atlas"} 1.0
                %1$s{model="disc"} 1.0
                """.formatted(LOADS));
    }

    @Test // D12
    void entitiesWhoseNamesDifferInCaseAreKeptApart() {
        Change change = library.during(() -> library.commit(entities -> {
            entities.persist(new Request(1));
            entities.persist(new OtherRequest(1));
            entities.persist(new OtherRequest(2));
        }));

        assertThat(change.samples(INSERTS)).isEqualTo("""
                %1$s{model="dev.narthex.verification.contracts.entities.Loans$OtherRequest"} 2.0
                %1$s{model="dev.narthex.verification.contracts.entities.Loans$Request"} 1.0
                """.formatted(INSERTS));
    }

    @Test // D13: what the database was told, not what is different in the end
    void whatIsMadeAndRemovedAgainIsBoth() {
        Change change = library.during(() -> library.commit(entities -> {
            Volume volume = new Volume(1);
            entities.persist(volume);
            entities.flush();
            volume.sign("other");
            entities.flush();
            entities.remove(volume);
        }));

        assertThat(change.total(INSERTS)).isEqualTo(1);
        assertThat(change.total(UPDATES)).isEqualTo(1);
        assertThat(change.total(DELETES)).isEqualTo(1);
    }

    @Test
    void anEntityThatDoesNotChangeIsNotUpdated() {
        library.commit(entities -> entities.persist(new Volume(1, "same")));
        Change change = library.during(
                () -> library.commit(entities -> entities.find(Volume.class, 1L).sign("same")));

        assertThat(change.total(UPDATES)).isZero();
    }

    @Test // D15: one that is there is loaded and updated, another is new
    void aMergeIsWhatItTurnsOutToBe() {
        library.commit(entities -> entities.persist(new Volume(1)));
        Change change = library.during(() -> library.commit(entities -> {
            assertThat(entities.merge(new Volume(1, "other")).signature()).isEqualTo("other");
            assertThat(entities.merge(new Volume(2)).id()).isEqualTo(2);
        }));

        assertThat(change.total(UPDATES)).isEqualTo(1);
        assertThat(change.total(INSERTS)).isEqualTo(1);
    }

    @Test // D4
    void aStatementThatChangesManyIsInNoCountOfEntities() {
        library.commit(entities -> List.of(1L, 2L, 3L).forEach(id -> entities.persist(new Volume(id))));
        Change change = library.during(() -> library.commit(entities -> {
            assertThat(entities.createQuery("update Volume v set v.signature = concat(v.signature, '!')")
                            .executeUpdate())
                    .isEqualTo(3);
            assertThat(entities.createQuery("delete from Volume v where v.signature = 'none'")
                            .executeUpdate())
                    .isZero();
            assertThat(entities.createNativeQuery("delete from volume where volume_id < 3")
                            .executeUpdate())
                    .isEqualTo(2);
        }));

        assertThat(change.total(INSERTS)).isZero();
        assertThat(change.total(UPDATES)).isZero();
        assertThat(change.total(DELETES)).isZero();
        assertThat(change.total(ROLLED_BACK)).isZero();
        assertThat(change.samples(BULK)).isEqualTo(bulkOperations());
    }

    @Test // D18
    void whatIsReadIsCountedOnceAnEntity() {
        library.commit(entities -> List.of(1L, 2L, 3L).forEach(id -> entities.persist(new Volume(id))));
        forgetShared();
        Change change = library.during(() -> {
            try (EntityManager entities = library.factory().createEntityManager()) {
                assertThat(entities.createQuery("select v from Volume v", Volume.class)
                                .getResultList())
                        .hasSize(3);
                assertThat(entities.find(Volume.class, 1L)).isNotNull(); // it is there already
                assertThat(entities.find(Volume.class, 9L)).isNull();
                assertThat(entities.createQuery("select v.signature from Volume v", String.class)
                                .getResultList())
                        .hasSize(3);
            }
        });

        assertThat(change.samples(LOADS)).isEqualTo(LOADS + "{model=\"volume\"} 3.0\n");
    }

    /** Entities that the vendor keeps for all sessions are read again. */
    protected void forgetShared() {
        library.factory().getCache().evictAll();
    }

    @Test
    void anEntityCanBeLeftOut() {
        Change change = library.during(() -> library.commit(entities -> entities.persist(new Note(1))));

        assertThat(change.total(INSERTS)).isZero();
        assertThat(library.scrape().text()).doesNotContain("model=\"note\"");
    }

    @Test
    void onlyAnnotatedEntitiesAreMeasuredIfTheSettingSaysSo() {
        Settings settings = Settings.builder().onlyAnnotatedEntities(true).build();
        try (Library chosen = Library.open(database(), settings, properties())) {
            chosen.commit(entities -> {
                entities.persist(new Loan());
                entities.persist(new Volume(1));
            });

            assertThat(chosen.scrape().family(INSERTS)).isEqualTo(INSERTS + "{model=\"loan\"} 1.0\n");
        }
    }

    @Test
    void aPersistenceUnitCanBeLeftOut() {
        Map<String, Object> off = new HashMap<>(properties());
        off.put("narthex.orm.enabled", "false");
        try (Library silent = Library.open(database(), Settings.create(), off)) {
            silent.commit(entities -> entities.persist(new Volume(1)));

            assertThat(silent.scrape().text()).doesNotContain("_model_");
        }
    }

    @Test // D23
    void twoUnitsOfOneApplicationAddUp() {
        Application application = Application.of(Settings.create());
        try (Library one = Library.open(database(), application, properties());
                Library other = Library.open(database(), application, properties())) {
            one.commit(entities -> entities.persist(new Volume(1)));
            other.commit(entities -> entities.persist(new Volume(2)));

            assertThat(one.scrape().value(INSERTS + "{model=\"volume\"}")).isEqualTo(2);
        }
    }

    @Test
    void underOtelTheOperationIsALabel() {
        Settings settings = Settings.builder().naming(List.of("otel")).build();
        try (Library library = Library.open(database(), settings, properties())) {
            library.commit(entities -> entities.persist(new Volume(1)));
            library.rollBack(entities -> entities.persist(new Volume(2)));

            assertThat(library.scrape())
                    .has("orm_entity_operations_total{entity=\"volume\",operation=\"insert\"}", 1)
                    .has("orm_entity_operations_total{entity=\"shelf\",operation=\"delete\"}", 0)
                    .has("model_rolled_back_total{model=\"volume\",operation=\"insert\"}", 1);
        }
    }
}
