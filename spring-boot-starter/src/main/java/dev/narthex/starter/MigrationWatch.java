// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.core.SettingException;
import dev.narthex.database.jdbc.UnmeasuredDataSource;
import dev.narthex.migrations.HistoryTableReader;
import dev.narthex.migrations.MigrationMetrics;
import dev.narthex.migrations.MigrationReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Has the migrations read from when the context has started, last of all, until it stops, first of all: data sources are
 * still there then.
 */
final class MigrationWatch implements SmartLifecycle {

    private static final String DEFAULT = "default";

    /** The beans that Spring Boot makes; those with a data source of their own mean that of the application. */
    private static final Set<String> OF_BOOT = Set.of("flyway", "liquibase");

    private final ObjectProvider<MigrationMetrics> metrics;
    private final MigrationBeans migrating;
    private final ConfigurableListableBeanFactory beans;
    private final DataSourceAliases aliases;
    private final NarthexProperties.Migrations properties;
    private volatile boolean running;

    /** Asked for at the start, whose failure a setting may be, where something may migrate; else never. */
    private volatile @Nullable MigrationMetrics made;

    MigrationWatch(
            ObjectProvider<MigrationMetrics> metrics,
            MigrationBeans migrating,
            ConfigurableListableBeanFactory beans,
            DataSourceAliases aliases,
            NarthexProperties.Migrations properties) {
        this.metrics = metrics;
        this.migrating = migrating;
        this.beans = beans;
        this.aliases = aliases;
        this.properties = properties;
    }

    @Override
    public void start() {
        running = true;
        if (migrating.mayBeFound()) {
            metrics();
        }
        migrating.handTo(this::watch);
        if (!properties.flywayTables().isEmpty()) {
            watchTables("narthex.migrations.flyway-tables", properties.flywayTables(), HistoryTableReader::flyway);
        }
        if (!properties.liquibaseTables().isEmpty()) {
            watchTables(
                    "narthex.migrations.liquibase-tables", properties.liquibaseTables(), HistoryTableReader::liquibase);
        }
    }

    @Override
    public void stop() {
        running = false;
        migrating.handToNobody();
        MigrationMetrics present = made;
        if (present != null) {
            present.close();
        }
    }

    private MigrationMetrics metrics() {
        MigrationMetrics present = metrics.getObject();
        made = present;
        return present;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private void watch(MigrationBeans.Found one) {
        MigrationMetrics present = metrics();
        try {
            DataSource dataSource = one.tool().dataSourceOf(one.bean());
            present.watch(
                    connection(one.name(), dataSource),
                    UnmeasuredDataSource.of(dataSource),
                    one.tool().readerOf(one.bean()));
        } catch (RuntimeException | LinkageError ours) {
            present.guard().caught(ours);
        }
    }

    /** What the application calls the data source; for one that is no bean, the name of the bean that migrates it. */
    private String connection(String bean, DataSource dataSource) {
        return Arrays.stream(dataSources())
                .filter(name -> beans.getSingleton(name) == dataSource)
                .map(aliases::alias)
                .findFirst()
                .orElse(OF_BOOT.contains(bean) ? DEFAULT : bean);
    }

    private String[] dataSources() {
        return beans.getBeanNamesForType(DataSource.class, true, false);
    }

    private void watchTables(String property, Map<String, String> tables, Function<String, MigrationReader> reader) {
        tables.forEach((connection, table) -> {
            String bean = Arrays.stream(dataSources())
                    .filter(name ->
                            name.equals(connection) || aliases.alias(name).equals(connection))
                    .findFirst()
                    .orElseThrow(() -> new SettingException(
                            property + "." + connection,
                            "must be of a data source",
                            "'" + connection + "'",
                            "known data sources: "
                                    + List.of(dataSources()).stream()
                                            .map(aliases::alias)
                                            .toList()));
            metrics()
                    .watch(
                            aliases.alias(bean),
                            UnmeasuredDataSource.of(beans.getBean(bean, DataSource.class)),
                            reader.apply(table));
        });
    }
}
