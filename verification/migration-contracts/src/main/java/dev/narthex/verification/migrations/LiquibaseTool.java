// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

import dev.narthex.migrations.HistoryTableReader;
import dev.narthex.migrations.MigrationReader;
import dev.narthex.migrations.liquibase.Changelog;
import dev.narthex.migrations.liquibase.LiquibaseReader;
import java.sql.Connection;
import java.util.Map;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;

/** Liquibase, with a changelog below {@code liquibase}, in the context {@code production}. */
final class LiquibaseTool implements Tool {

    private static final String CONTEXT = "production";
    private static final String LABELS = "!someday";
    private static final Map<String, String> PARAMETERS = Map.of("number", "7");

    private static String file(String scripts) {
        return "liquibase/" + scripts + ".sql";
    }

    @Override
    public String name() {
        return "liquibase";
    }

    @Override
    @SuppressWarnings("try") // closing the resources may be interrupted, and then the test is
    public void migrate(DataSource database, String scripts) throws Exception {
        try (Connection connection = database.getConnection();
                ClassLoaderResourceAccessor resources = new ClassLoaderResourceAccessor();
                Liquibase liquibase = new Liquibase(file(scripts), resources, new JdbcConnection(connection))) {
            PARAMETERS.forEach(liquibase::setChangeLogParameter);
            liquibase.update(new Contexts(CONTEXT), new LabelExpression(LABELS));
        }
    }

    @Override
    public MigrationReader reader(DataSource database, String scripts) {
        return LiquibaseReader.of(Changelog.builder(file(scripts), new ClassLoaderResourceAccessor())
                .contexts(CONTEXT)
                .labels(LABELS)
                .parameters(PARAMETERS)
                .build());
    }

    @Override
    public HistoryTableReader tableReader() {
        return HistoryTableReader.liquibase("databasechangelog");
    }

    @Override
    public String table() {
        return "databasechangelog";
    }

    @Override
    public boolean recordsFailures() {
        return false;
    }
}
