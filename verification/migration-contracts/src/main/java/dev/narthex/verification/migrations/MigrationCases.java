// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.testkit.Scrape;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The situations that a database's migrations can be in, with one tool on one server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MigrationCases {

    static final String APPLIED = "django_migrations_applied_total{connection=\"default\"}";
    private static final String UNAPPLIED = "django_migrations_unapplied_total{connection=\"default\"}";

    final Tool tool;
    final TestServer server;

    MigrationCases(Tool tool, TestServer server) {
        this.tool = tool;
        this.server = server;
    }

    @AfterAll
    void stop() throws IOException {
        server.close();
    }

    private WatchedApplication watching(TestDatabase database, String scripts) {
        return WatchedApplication.watching(database.owner(), tool.reader(database.owner(), scripts));
    }

    private String state(String state) {
        return "django_migrations{connection=\"default\",tool=\"" + tool.name() + "\",state=\"" + state + "\"}";
    }

    static void assertUnknown(Scrape page) {
        assertThat(page.family("django_migrations_applied_total")).isEmpty();
        assertThat(page.family("django_migrations_unapplied_total")).isEmpty();
        assertThat(page.family("django_migrations")).isEmpty();
        assertThat(page.total("narthex_instrumentation_errors_total")).isZero();
    }

    @Test // D30
    void aFreshDatabaseHasAllMigrationsToCome_andStaysEmpty() throws Exception {
        TestDatabase database = server.newDatabase();
        Set<String> before = database.tables();
        try (WatchedApplication application = watching(database, "shop")) {
            Scrape page = application.awaitUp();

            assertThat(page.family("django_migrations_applied_total")).isEqualTo(APPLIED + " 0.0\n");
            assertThat(page.family("django_migrations_unapplied_total")).isEqualTo(UNAPPLIED + " 3.0\n");
            assertThat(page.value(state("pending"))).isEqualTo(3);
        }
        assertThat(database.tables()).isEqualTo(before);
    }

    @Test
    void aDatabaseThatIsHalfMigratedShowsBoth_andTheRestOnceItHasRun() throws Exception {
        TestDatabase database = server.newDatabase();
        tool.migrate(database.owner(), "older");
        try (WatchedApplication application = watching(database, "shop")) {
            Scrape half = application.awaitUp();
            assertThat(half.value(APPLIED)).isEqualTo(1);
            assertThat(half.value(UNAPPLIED)).isEqualTo(2);
            assertThat(half.value(state("pending"))).isEqualTo(2);

            tool.migrate(database.owner(), "shop");

            Scrape whole = application.await(UNAPPLIED, 0);
            assertThat(whole.value(APPLIED)).isEqualTo(3);
            assertThat(whole.value(state("applied"))).isEqualTo(3);
        }
    }

    @Test // D27
    void whatFailedInTheMiddleIsNotApplied() throws Exception {
        TestDatabase database = server.newDatabase();
        assertThatThrownBy(() -> tool.migrate(database.owner(), "broken")).isNotNull();
        boolean recorded = tool.recordsFailures() && !server.hasTransactionalDdl();
        try (WatchedApplication application = watching(database, "broken")) {
            Scrape page = application.awaitUp();

            assertThat(page.value(APPLIED)).isEqualTo(1);
            assertThat(page.value(UNAPPLIED)).isEqualTo(2);
            assertThat(page.value(state("failed"))).isEqualTo(recorded ? 1 : 0);
            assertThat(page.value(state("pending"))).isEqualTo(recorded ? 1 : 2);
        }
    }

    @Test // D29
    void aScriptThatWasChangedAfterItRanIsAStateAndNoFailure() throws Exception {
        TestDatabase database = server.newDatabase();
        tool.migrate(database.owner(), "shop");
        try (WatchedApplication application = watching(database, "changed")) {
            Scrape page = application.awaitUp();

            assertThat(page.value(state("changed"))).isEqualTo(1);
            assertThat(page.value(state("applied"))).isEqualTo(2);
            assertThat(page.value(APPLIED)).isEqualTo(3);
            assertThat(page.value(UNAPPLIED)).isZero();
        }
    }

    @Test // D32
    void whatTheDatabaseHasBeyondTheScriptsIsSeen() throws Exception {
        TestDatabase database = server.newDatabase();
        tool.migrate(database.owner(), "shop");
        try (WatchedApplication application = watching(database, "older")) {
            Scrape page = application.awaitUp();

            assertThat(page.value(state(tool.name().equals("flyway") ? "future" : "missing")))
                    .isEqualTo(2);
            assertThat(page.value(state("applied"))).isEqualTo(1);
            assertThat(page.value(UNAPPLIED)).isZero();
        }
    }

    @Test // D33
    void theTableAloneTellsWhatHasRunAndNotWhatHasYetTo() throws Exception {
        TestDatabase database = server.newDatabase();
        tool.migrate(database.owner(), "shop");
        try (WatchedApplication application = WatchedApplication.watching(database.owner(), tool.tableReader())) {
            Scrape page = application.awaitUp();

            assertThat(page.value(APPLIED)).isEqualTo(3);
            assertThat(page.value(state("applied"))).isEqualTo(3);
            assertThat(page.family("django_migrations_unapplied_total")).isEmpty();
            assertThat(page.family("django_migrations")).doesNotContain("pending");
        }
    }

    @Test // D30
    void aTableThatIsNotThereIsUnknownAndNotZero() throws Exception {
        TestDatabase database = server.newDatabase();
        Set<String> before = database.tables();
        try (WatchedApplication application = WatchedApplication.watching(database.owner(), tool.tableReader())) {
            assertUnknown(application.awaitDown());

            tool.migrate(database.owner(), "shop");

            assertThat(application.await(APPLIED, 3).total("django_migrations_up"))
                    .isEqualTo(1);
        }
        assertThat(before).doesNotContain(tool.table());
    }

    @Test // D30
    void withoutPermissionNothingIsKnown() throws Exception {
        TestDatabase database = server.newDatabase();
        tool.migrate(database.owner(), "shop");
        try (WatchedApplication scripts =
                        WatchedApplication.watching(database.stranger(), tool.reader(database.stranger(), "shop"));
                WatchedApplication table = WatchedApplication.watching(database.stranger(), tool.tableReader())) {
            assertUnknown(scripts.awaitDown());
            assertUnknown(table.awaitDown());
        }
    }

    @Test // D30
    void whoMayReadTheTableAndNothingElseIsEnough() throws Exception {
        TestDatabase database = server.newDatabase();
        tool.migrate(database.owner(), "older");
        database.execute("grant select on " + tool.table() + " to stranger");
        try (WatchedApplication application =
                WatchedApplication.watching(database.stranger(), tool.reader(database.stranger(), "shop"))) {
            Scrape page = application.awaitUp();

            assertThat(page.value(APPLIED)).isEqualTo(1);
            assertThat(page.value(UNAPPLIED)).isEqualTo(2);
        }
    }

    @Test
    void aDatabaseThatIsDownAtTheStartIsReadOnceItIsBack_andUnknownWhenItGoes() throws Exception {
        TestDatabase database = server.newDatabase();
        tool.migrate(database.owner(), "older");
        database.stop().turn();
        try (WatchedApplication application = watching(database, "shop")) {
            assertUnknown(application.awaitDown());

            database.start().turn();
            assertThat(application.awaitUp().value(APPLIED)).isEqualTo(1);

            database.stop().turn();
            assertUnknown(application.awaitDown());
        } finally {
            database.start().turn();
        }
    }
}
