// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.eclipselink4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Application;
import dev.narthex.testkit.Scrape;
import dev.narthex.verification.contracts.entities.Volume;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.EclipseLinkJpaVendorAdapter;

/** The starter names the customizer to a unit that does not name one itself. */
class StarterTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Reading {

        @Bean
        EmbeddedPostgres postgres() throws Exception {
            return EmbeddedPostgres.builder().start();
        }

        @Bean
        DataSource database(EmbeddedPostgres postgres) {
            return postgres.getPostgresDatabase();
        }

        @Bean
        LocalContainerEntityManagerFactoryBean entities(DataSource database) {
            LocalContainerEntityManagerFactoryBean unit = new LocalContainerEntityManagerFactoryBean();
            unit.setPersistenceUnitName("reading");
            unit.setDataSource(database);
            unit.setJpaVendorAdapter(new EclipseLinkJpaVendorAdapter());
            unit.setJpaPropertyMap(Map.of(
                    "eclipselink.weaving", "false",
                    "jakarta.persistence.schema-generation.database.action", "create"));
            return unit;
        }
    }

    @Test
    void aUnitOfEclipseLinkIsMeasuredByItself() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Reading.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off")
                .run()) {
            try (EntityManager entities =
                    context.getBean(EntityManagerFactory.class).createEntityManager()) {
                entities.getTransaction().begin();
                entities.persist(new Volume(1));
                entities.getTransaction().commit();
            }

            assertThat(Scrape.of(context.getBean(Application.class))
                            .value("django_model_inserts_total{model=\"volume\"}"))
                    .isEqualTo(1);
        }
    }
}
