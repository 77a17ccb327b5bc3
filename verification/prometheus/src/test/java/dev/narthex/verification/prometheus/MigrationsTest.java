// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.bookshop.BookshopApplication;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A migration that has not run is seen by a real Prometheus, and so is that it has, without a restart. */
class MigrationsTest {

    private static final String UNAPPLIED = "django_migrations_unapplied_total{connection=\"default\"}";

    @TempDir
    private Path folder;

    @Test
    void theMigrationThatIsHeldBackIsUnappliedUntilItHasRun() throws Exception {
        try (ConfigurableApplicationContext bookshop = SpringApplication.run(
                BookshopApplication.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.flyway.target=2",
                "--narthex.migrations.interval-seconds=0.2")) {
            int port = bookshop.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            try (PrometheusServer prometheus = PrometheusServer.scraping(port, folder)) {
                prometheus.await(UNAPPLIED + " == 1", result -> result.size() == 1);
                assertThat(prometheus.value("django_migrations_applied_total{connection=\"default\"}"))
                        .isEqualTo(2);
                assertThat(prometheus.value("django_migrations_unapplied_total{connection=\"replica\"}"))
                        .isZero();
                assertThat(prometheus.type("django_migrations_unapplied_total")).isEqualTo("gauge");

                runAll(bookshop.getBean("flyway", Flyway.class));

                prometheus.await(UNAPPLIED + " == 0", result -> result.size() == 1);
                assertThat(prometheus.value("django_migrations_applied_total{connection=\"default\"}"))
                        .isEqualTo(3);
                assertThat(prometheus.value("count(django_migrations_up == 1)")).isEqualTo(2);
            }
        }
    }

    /** As a job beside the application would. */
    private static void runAll(Flyway held) {
        Flyway.configure()
                .configuration(held.getConfiguration())
                .target(MigrationVersion.LATEST)
                .load()
                .migrate();
    }
}
