// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What every tool must show, on every database. */
public abstract class MigrationContract {

    private final Tool tool;

    MigrationContract(Tool tool) {
        this.tool = tool;
    }

    /** On H2, whose DDL commits. */
    @Nested
    class OnH2 extends MigrationCases {
        OnH2() {
            super(MigrationContract.this.tool, TestServer.h2());
        }
    }

    /** On PostgreSQL, whose DDL is rolled back with its transaction. */
    @Nested
    class OnPostgres extends MigrationCases {
        OnPostgres() throws IOException {
            super(MigrationContract.this.tool, TestServer.postgres());
        }

        @Test // D30; H2 lets readers pass every lock
        void aTableThatIsLockedIsUnknownAfterTheTimeOut() throws Exception {
            TestDatabase database = server.newDatabase();
            tool.migrate(database.owner(), "shop");
            try (WatchedApplication application =
                    WatchedApplication.watching(database.owner(), tool.reader(database.owner(), "shop"), 0.2)) {
                application.awaitUp();
                try (Connection locking = database.owner().getConnection();
                        Statement lock = locking.createStatement()) {
                    locking.setAutoCommit(false);
                    lock.execute("lock table " + tool.table() + " in access exclusive mode");
                    assertUnknown(application.awaitDown());
                    locking.rollback();
                }
                assertThat(application.awaitUp().value(APPLIED)).isEqualTo(3);
            }
        }
    }
}
