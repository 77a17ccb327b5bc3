// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

import static dev.narthex.verification.migrations.StatesSeen.assertStates;

import dev.narthex.testkit.Scrape;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a line of Liquibase must show. */
public abstract class LiquibaseContract extends MigrationContract {

    protected LiquibaseContract() {
        super(new LiquibaseTool());
    }

    /** States that only Liquibase has (D29). */
    @Nested
    class States {

        private final LiquibaseTool tool = new LiquibaseTool();
        private final TestDatabase database = new TestServer.H2().newDatabase();

        States() throws Exception {}

        private Scrape read(String scripts) {
            try (WatchedApplication application =
                    WatchedApplication.watching(database.owner(), tool.reader(database.owner(), scripts))) {
                return application.awaitUp();
            }
        }

        @Test // D29
        void whatIsMeantForAnotherDatabaseContextOrLabelIsSkippedAndNotPending() throws Exception {
            assertStates(read("states"), 0, 4, "pending 4.0", "skipped 3.0");

            tool.migrate(database.owner(), "states");

            assertStates(read("states"), 4, 0, "applied 3.0", "marked_ran 1.0", "skipped 3.0");
        }

        @Test // D29
        void whatRunsWhenItChangesIsOutdatedOnceItHas() throws Exception {
            tool.migrate(database.owner(), "states");

            assertStates(read("states-changed"), 3, 1, "applied 2.0", "marked_ran 1.0", "outdated 1.0", "skipped 3.0");
        }
    }
}
