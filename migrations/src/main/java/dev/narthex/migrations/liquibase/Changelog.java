// SPDX-License-Identifier: Apache-2.0
package dev.narthex.migrations.liquibase;

import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.filter.ChangeSetFilter;
import liquibase.changelog.filter.ContextChangeSetFilter;
import liquibase.changelog.filter.DbmsChangeSetFilter;
import liquibase.changelog.filter.IgnoreChangeSetFilter;
import liquibase.changelog.filter.LabelChangeSetFilter;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ResourceAccessor;
import liquibase.structure.core.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A changelog, and with what Liquibase runs it: only what is set the same way here gives the same checksums and filters.
 * Immutable.
 */
public final class Changelog {

    private final String file;
    private final ResourceAccessor resources;
    private final @Nullable String contexts;
    private final @Nullable String labels;
    private final @Nullable String defaultSchema;
    private final @Nullable String liquibaseSchema;
    private final @Nullable String table;
    private final Consumer<Liquibase> customizer;

    private Changelog(Builder builder) {
        this.file = builder.file;
        this.resources = builder.resources;
        this.contexts = builder.contexts;
        this.labels = builder.labels;
        this.defaultSchema = builder.defaultSchema;
        this.liquibaseSchema = builder.liquibaseSchema;
        this.table = builder.table;
        this.customizer = builder.customizer;
    }

    /**
     * Starts from Liquibase's own defaults.
     *
     * @param file where it is, among the resources
     */
    public static Builder builder(String file, ResourceAccessor resources) {
        return new Builder(file, resources);
    }

    /** What is done with a database in Liquibase's words. */
    interface Work<R> {
        R with(Database database) throws Exception;
    }

    /** Checksums look for files in the resources of the scope. */
    <R> R inScope(Connection connection, Work<R> work) throws Exception {
        Database database = database(connection);
        Map<String, Object> scope = new HashMap<>();
        scope.put(Scope.Attr.resourceAccessor.name(), resources);
        scope.put(Scope.Attr.database.name(), database);
        return Scope.child(scope, () -> work.with(database));
    }

    private Database database(Connection connection) throws Exception {
        Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        boolean schemas = database.supports(Schema.class);
        if (defaultSchema != null && schemas) {
            database.setDefaultSchemaName(defaultSchema);
        } else if (defaultSchema != null) {
            database.setDefaultCatalogName(defaultSchema);
        }
        if (liquibaseSchema != null && schemas) {
            database.setLiquibaseSchemaName(liquibaseSchema);
        } else if (liquibaseSchema != null) {
            database.setLiquibaseCatalogName(liquibaseSchema);
        }
        if (table != null) {
            database.setDatabaseChangeLogTableName(table);
        }
        return database;
    }

    /** How SQL names the history table. */
    static String table(Database database) {
        return database.escapeTableName(
                database.getLiquibaseCatalogName(),
                database.getLiquibaseSchemaName(),
                database.getDatabaseChangeLogTableName());
    }

    /** Reads the files. A {@code Liquibase} is made for that alone; it does not touch the database until it is told to. */
    @SuppressWarnings("resource") // closing it would close the connection
    DatabaseChangeLog parse(Database database) throws Exception {
        Liquibase parser = new Liquibase(file, resources, database);
        customizer.accept(parser);
        parser.getChangeLogParameters().setContexts(new Contexts(contexts));
        parser.getChangeLogParameters().setLabels(new LabelExpression(labels));
        return parser.getDatabaseChangeLog();
    }

    /** What a change set must pass to run, whether it has run or not (D29). */
    List<ChangeSetFilter> filters(Database database) {
        return List.of(
                new ContextChangeSetFilter(new Contexts(contexts)),
                new LabelChangeSetFilter(new LabelExpression(labels)),
                new DbmsChangeSetFilter(database),
                new IgnoreChangeSetFilter());
    }

    /** How a changelog is run. */
    public static final class Builder {

        private final String file;
        private final ResourceAccessor resources;
        private @Nullable String contexts;
        private @Nullable String labels;
        private @Nullable String defaultSchema;
        private @Nullable String liquibaseSchema;
        private @Nullable String table;
        private Consumer<Liquibase> customizer = liquibase -> {};

        private Builder(String file, ResourceAccessor resources) {
            this.file = file;
            this.resources = resources;
        }

        /** The contexts, separated by commas; the default is all. */
        public Builder contexts(@Nullable String names) {
            this.contexts = present(names);
            return this;
        }

        /** The expression of labels; the default is all. */
        public Builder labels(@Nullable String expression) {
            this.labels = present(expression);
            return this;
        }

        /** The schema of the objects; the default is that of the connection. */
        public Builder defaultSchema(@Nullable String name) {
            this.defaultSchema = present(name);
            return this;
        }

        /** The schema of Liquibase's own tables; the default is that of the objects. */
        public Builder liquibaseSchema(@Nullable String name) {
            this.liquibaseSchema = present(name);
            return this;
        }

        /** The history table; the default is {@code DATABASECHANGELOG}. */
        public Builder table(@Nullable String name) {
            this.table = present(name);
            return this;
        }

        /** Parameters of the changelog. */
        public Builder parameters(@Nullable Map<String, String> values) {
            Map<String, String> copy = values == null ? Map.of() : Map.copyOf(values);
            return customizer(liquibase -> copy.forEach(liquibase::setChangeLogParameter));
        }

        /** What else is done to a {@code Liquibase} before it parses. */
        public Builder customizer(Consumer<Liquibase> further) {
            this.customizer = customizer.andThen(further);
            return this;
        }

        /** The changelog. */
        public Changelog build() {
            return new Changelog(this);
        }

        private static @Nullable String present(@Nullable String text) {
            return text == null || text.isBlank() ? null : text;
        }
    }
}
