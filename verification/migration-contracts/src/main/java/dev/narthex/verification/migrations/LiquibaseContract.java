// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

/** What a line of Liquibase must show. */
public abstract class LiquibaseContract extends MigrationContract {

    protected LiquibaseContract() {
        super(new LiquibaseTool());
    }
}
