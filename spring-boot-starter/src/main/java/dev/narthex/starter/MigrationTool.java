// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.migrations.MigrationReader;
import dev.narthex.migrations.flyway.FlywayReader;
import dev.narthex.migrations.liquibase.LiquibaseReader;
import dev.narthex.migrations.liquibase.SpringChangelogs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import liquibase.integration.spring.SpringLiquibase;
import org.flywaydb.core.Flyway;
import org.springframework.util.ClassUtils;

/**
 * A tool for migrations that the application has, and what a bean of it tells.
 *
 * @param <B> the bean's type
 * @param type the bean's type
 * @param dataSource what it migrates
 * @param reader reads what has become of it
 */
record MigrationTool<B>(Class<B> type, Function<B, DataSource> dataSource, Function<B, MigrationReader> reader) {

    /** The tools on the class path. The classes of one that is not there are never loaded. */
    static List<MigrationTool<?>> present(ClassLoader loader) {
        List<MigrationTool<?>> tools = new ArrayList<>();
        if (ClassUtils.isPresent("org.flywaydb.core.Flyway", loader)) {
            tools.add(WithFlyway.tool());
        }
        if (ClassUtils.isPresent("liquibase.integration.spring.SpringLiquibase", loader)) {
            tools.add(WithLiquibase.tool());
        }
        return tools;
    }

    DataSource dataSourceOf(Object bean) {
        return dataSource.apply(type.cast(bean));
    }

    MigrationReader readerOf(Object bean) {
        return reader.apply(type.cast(bean));
    }

    private static final class WithFlyway {

        static MigrationTool<Flyway> tool() {
            return new MigrationTool<>(
                    Flyway.class, flyway -> flyway.getConfiguration().getDataSource(), FlywayReader::of);
        }
    }

    private static final class WithLiquibase {

        static MigrationTool<SpringLiquibase> tool() {
            return new MigrationTool<>(
                    SpringLiquibase.class,
                    SpringLiquibase::getDataSource,
                    bean -> LiquibaseReader.of(SpringChangelogs.of(bean)));
        }
    }
}
