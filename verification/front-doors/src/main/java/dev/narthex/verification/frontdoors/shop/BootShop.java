// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors.shop;

import com.zaxxer.hikari.HikariDataSource;
import dev.narthex.core.Application;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.function.IntSupplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The shop on Spring Boot with JPA, as an application of its own or as a WAR. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({BootShop.Till.class, BootShop.HandingOver.class, BootShop.Opening.class})
public class BootShop extends SpringBootServletInitializer {

    /** As a WAR; Tomcat takes the drivers away at the end. */
    @Override
    public void onStartup(ServletContext context) throws ServletException {
        try {
            Drivers.register();
        } catch (SQLException broken) {
            throw new ServletException(broken);
        }
        super.onStartup(context);
    }

    @Override
    protected SpringApplicationBuilder configure(SpringApplicationBuilder application) {
        return application.sources(BootShop.class).properties(QUIET);
    }

    private static final String[] QUIET = {
        "spring.main.banner-mode=off",
        "spring.main.register-shutdown-hook=false",
        "logging.register-shutdown-hook=false",
        "logging.level.root=warn",
        "spring.jpa.open-in-view=false",
        "spring.jpa.hibernate.ddl-auto=create",
        "spring.datasource.driver-class-name=dev.narthex.verification.frontdoors.hooks.CountingDriver",
        "spring.datasource.url=jdbc:counted:h2:mem:pool;DB_CLOSE_ON_EXIT=FALSE",
        "spring.datasource.hikari.maximum-pool-size=1",
        "spring.jpa.database-platform=org.hibernate.dialect.H2Dialect",
        "server.address=127.0.0.1",
        "server.port=0"
    };

    /**
     * Starts it. The answer has types of the JDK alone, since who asks may be in another class loader.
     *
     * @return its port, and a way to end it; an {@link IntSupplier} and an {@link AutoCloseable}
     */
    public static Object start(String... properties) throws SQLException {
        Drivers.register();
        if (List.of(properties).contains("shop.connects-first=true")) {
            DriverManager.getConnection("jdbc:counted:h2:mem:").close();
        }
        return new Running(new SpringApplicationBuilder(BootShop.class)
                .properties(QUIET)
                .properties(properties)
                .run());
    }

    private record Running(ConfigurableApplicationContext context) implements IntSupplier, AutoCloseable {

        @Override
        public int getAsInt() {
            return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        }

        @Override
        public void close() throws SQLException {
            context.close();
            Drivers.deregisterAll();
        }
    }

    /** Tells the pool, before it opens its first connection, whose they are. */
    @ConditionalOnProperty("shop.hands-over")
    static class HandingOver implements BeanPostProcessor {

        private final ObjectProvider<Application> application;

        HandingOver(ObjectProvider<Application> application) {
            this.application = application;
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            if (bean instanceof HikariDataSource pool) {
                pool.addDataSourceProperty(Application.KEY, application.getObject());
            }
            return bean;
        }
    }

    /** Makes the first sale, through the pool. */
    static class Opening implements ApplicationRunner {

        private final EntityManagerFactory entities;

        Opening(EntityManagerFactory entities) {
            this.entities = entities;
        }

        @Override
        public void run(ApplicationArguments arguments) {
            try (EntityManager sales = entities.createEntityManager()) {
                sales.getTransaction().begin();
                sales.persist(Sale.first());
                sales.getTransaction().commit();
            }
        }
    }

    /** Takes one connection past the pool for each request. */
    @RestController
    static class Till {

        private final Application application;
        private final boolean handsOver;

        Till(Application application, @Value("${shop.hands-over:false}") boolean handsOver) {
            this.application = application;
            this.handsOver = handsOver;
        }

        @GetMapping("/till")
        String till() throws SQLException {
            Properties properties = new Properties();
            if (handsOver) {
                properties.put(Application.KEY, application);
            }
            try (Connection connection = DriverManager.getConnection("jdbc:counted:h2:mem:", properties)) {
                return connection.getMetaData().getURL();
            }
        }
    }
}
