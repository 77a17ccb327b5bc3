// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

/** What a line of Flyway must show. */
public abstract class FlywayContract extends MigrationContract {

    protected FlywayContract() {
        super(new FlywayTool());
    }
}
