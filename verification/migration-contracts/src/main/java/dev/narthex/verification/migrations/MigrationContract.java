// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

import java.io.IOException;
import org.junit.jupiter.api.Nested;

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
            super(tool, TestServer.h2());
        }
    }

    /** On PostgreSQL, whose DDL is rolled back with its transaction. */
    @Nested
    class OnPostgres extends MigrationCases {
        OnPostgres() throws IOException {
            super(tool, TestServer.postgres());
        }
    }
}
