// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

import static dev.narthex.verification.migrations.StatesSeen.assertStates;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.migrations.flyway.FlywayReader;
import dev.narthex.testkit.Scrape;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.api.callback.BaseCallback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a line of Flyway must show. */
public abstract class FlywayContract extends MigrationContract {

    protected FlywayContract() {
        super(new FlywayTool());
    }

    /** States that only Flyway has: each is told from the others, and no row counts as applied for being there (D26). */
    @Nested
    class States {

        private final TestDatabase database = new TestServer.H2().newDatabase();

        States() throws Exception {}

        private FluentConfiguration configure(String scripts) {
            return FlywayTool.configure(database.owner(), scripts);
        }

        private void migrate(String scripts) {
            configure(scripts).load().migrate();
        }

        private Scrape read(FluentConfiguration configuration) {
            try (WatchedApplication application =
                    WatchedApplication.watching(database.owner(), FlywayReader.of(configuration.load()))) {
                return application.awaitUp();
            }
        }

        @Test // D26
        void aMigrationThatWasPassedByIsIgnored_andUnapplied() {
            migrate("late");

            assertStates(read(configure("shop")), 2, 1, "applied 2.0", "ignored 1.0");
        }

        @Test // D26
        void aMigrationThatRanAfterALaterOneIsOutOfOrder_andApplied() {
            migrate("late");
            configure("shop").outOfOrder(true).load().migrate();

            assertStates(read(configure("shop").outOfOrder(true)), 3, 0, "applied 2.0", "out_of_order 1.0");
        }

        @Test // D26, D34
        void whatIsBeyondTheTargetIsUnapplied() {
            configure("shop").target("2").load().migrate();

            assertStates(read(configure("shop").target("2")), 2, 1, "applied 2.0", "above_target 1.0");
        }

        @Test // D34
        void whatABaselineCoversIsNeitherAppliedNorUnapplied() throws Exception {
            database.execute("create table author (id integer primary key)");
            configure("shop")
                    .baselineOnMigrate(true)
                    .baselineVersion("2")
                    .load()
                    .migrate();

            assertStates(
                    read(configure("shop")),
                    1,
                    0,
                    "applied 1.0",
                    "baseline 1.0",
                    "baseline_ignored 1.0",
                    "below_baseline 1.0");
        }

        @Test // D26
        void aRepeatableMigrationThatRanThriceIsOne() {
            migrate("repeatable1");
            migrate("repeatable2");
            migrate("repeatable3");

            assertStates(read(configure("repeatable3")), 1, 0, "applied 1.0");
        }

        @Test // D26
        void aRepeatableMigrationThatHasChangedIsOutdated_andUnapplied() {
            migrate("repeatable1");
            migrate("repeatable2");

            assertStates(read(configure("repeatable3")), 0, 1, "outdated 1.0");
        }

        @Test // D26
        void whatARepairMarkedAsDeletedIsNotApplied() {
            migrate("shop");
            configure("late").load().repair();

            assertStates(read(configure("late")), 2, 0, "applied 2.0", "deleted 1.0");
        }

        @Test // D26
        void aMigrationThatIsGoneFromTheMiddleIsMissing_andApplied() {
            migrate("shop");

            assertStates(read(configure("late")), 3, 0, "applied 2.0", "missing 1.0");
        }

        @Test // D30
        void noCallbackOfTheApplicationIsCalled() throws Exception {
            migrate("shop");
            AtomicInteger calls = new AtomicInteger();
            Scrape page = read(configure("callbacks").callbacks(new BaseCallback() {
                @Override
                public void handle(Event event, Context context) {
                    calls.incrementAndGet();
                }
            }));

            assertStates(page, 3, 0, "applied 3.0");
            assertThat(calls).hasValue(0);
            assertThat(database.tables()).doesNotContain("CALLED_BACK");
        }

        @Test // D28
        void theScriptsAreLookedForOnlyWhenTheTableHasChanged() {
            AtomicInteger looks = new AtomicInteger();
            configure("older").load().migrate();
            FluentConfiguration counting = configure("shop").resolvers(context -> {
                looks.incrementAndGet();
                return List.of();
            });
            AtomicInteger connections = new AtomicInteger();
            try (WatchedApplication application = WatchedApplication.watching(
                    new CountingDataSource(database.owner(), connections), FlywayReader.of(counting.load()))) {
                application.awaitUp();
                int then = connections.get();
                application.awaitThat("five more readings", page -> connections.get() > then + 5);
                assertThat(looks).hasValue(1);

                migrate("shop");
                application.await("django_migrations_unapplied_total{connection=\"default\"}", 0);
                assertThat(looks.get()).isBetween(2, 4); // it may be read between two migrations
            }
        }
    }
}
