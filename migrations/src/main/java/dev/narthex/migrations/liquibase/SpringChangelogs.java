// SPDX-License-Identifier: Apache-2.0
package dev.narthex.migrations.liquibase;

import java.lang.reflect.Field;
import java.util.Map;
import liquibase.Liquibase;
import liquibase.integration.spring.Customizer;
import liquibase.integration.spring.SpringLiquibase;
import liquibase.integration.spring.SpringResourceAccessor;
import org.jspecify.annotations.Nullable;

/** The changelogs of Liquibase's beans for Spring. */
public final class SpringChangelogs {

    private SpringChangelogs() {}

    /** The changelog of this bean, with all that the bean is told of it. The bean itself is never run. */
    public static Changelog of(SpringLiquibase bean) {
        Changelog.Builder changelog = Changelog.builder(
                        bean.getChangeLog(), new SpringResourceAccessor(bean.getResourceLoader()))
                .contexts(bean.getContexts())
                .labels(bean.getLabelFilter())
                .defaultSchema(bean.getDefaultSchema())
                .liquibaseSchema(bean.getLiquibaseSchema())
                .table(bean.getDatabaseChangeLogTable())
                .parameters(parameters(bean));
        Customizer<Liquibase> customizer = bean.getCustomizer();
        return customizer == null
                ? changelog.build()
                : changelog.customizer(customizer::customize).build();
    }

    /** There is a setter and no getter (Liquibase 4.33.0 and 5.0.4), and without them checksums would be others. */
    @SuppressWarnings("unchecked")
    private static @Nullable Map<String, String> parameters(SpringLiquibase bean) {
        try {
            Field parameters = SpringLiquibase.class.getDeclaredField("parameters");
            parameters.setAccessible(true);
            return (Map<String, String>) parameters.get(bean);
        } catch (ReflectiveOperationException | RuntimeException unreadable) {
            throw new IllegalStateException(
                    "the parameters of the changelog must be readable, or every checksum is in doubt", unreadable);
        }
    }
}
