// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

import dev.narthex.migrations.HistoryTableReader;
import dev.narthex.migrations.MigrationReader;
import dev.narthex.migrations.flyway.FlywayReader;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Flyway, with the scripts in a folder below {@code flyway}. */
final class FlywayTool implements Tool {

    static FluentConfiguration configure(DataSource database, String scripts) {
        return Flyway.configure().dataSource(database).locations("classpath:flyway/" + scripts);
    }

    @Override
    public String name() {
        return "flyway";
    }

    @Override
    public void migrate(DataSource database, String scripts) {
        configure(database, scripts).load().migrate();
    }

    @Override
    public MigrationReader reader(DataSource database, String scripts) {
        return FlywayReader.of(configure(database, scripts).load());
    }

    @Override
    public HistoryTableReader tableReader() {
        return HistoryTableReader.flyway("flyway_schema_history");
    }

    @Override
    public String table() {
        return "\"flyway_schema_history\"";
    }

    @Override
    public boolean recordsFailures() {
        return true;
    }
}
