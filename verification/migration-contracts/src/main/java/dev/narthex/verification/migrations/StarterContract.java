// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.SettingException;
import dev.narthex.testkit.Scrape;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/** What the starter must show of an application that Spring Boot migrates. */
public abstract class StarterContract {

    private static final String THREAD = "narthex-migrations";
    private static final String UP = "django_migrations_up";

    private final Tool tool;
    private final Class<?> second;
    private final List<String> properties;
    private final List<ConfigurableApplicationContext> running = new ArrayList<>();
    private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";

    /**
     * For one tool.
     *
     * @param second an application with a second database that the tool migrates
     * @param properties how Spring Boot finds the scripts {@code shop}
     */
    StarterContract(Tool tool, Class<?> second, String... properties) {
        this.tool = tool;
        this.second = second;
        this.properties = List.of(properties);
    }

    /** The application. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {}

    /** A second database. */
    @Configuration(proxyBeanMethods = false)
    static class Archive {

        @Bean(defaultCandidate = false)
        DataSource archive(@Value("${spring.datasource.url}") String url) {
            return new SimpleDriverDataSource(new org.h2.Driver(), url.replace("mem:", "mem:archive"));
        }
    }

    @AfterEach
    void stop() {
        running.forEach(ConfigurableApplicationContext::close);
    }

    private Application start(Class<?> configuration, String... more) {
        List<String> all = new ArrayList<>(properties);
        all.addAll(List.of(
                "spring.datasource.url=" + url,
                "spring.datasource.generate-unique-name=false",
                "narthex.migrations.interval-seconds=0.02",
                "spring.main.banner-mode=off"));
        all.addAll(List.of(more));
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Shop.class, configuration)
                .web(WebApplicationType.NONE)
                .properties(all.toArray(String[]::new))
                .run();
        running.add(context);
        return context.getBean(Application.class);
    }

    private static Scrape await(Application application, String what, Predicate<Scrape> isSo) {
        return WatchedApplication.await(application, what, isSo);
    }

    private DataSource database() {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL(url);
        dataSource.setUser("sa");
        return dataSource;
    }

    @Test
    void whatSpringBootMigratesIsRead() {
        Scrape page = await(start(Shop.class), "a reading", now -> now.total(UP) == 1);

        assertThat(page.family("django_migrations_applied_total"))
                .isEqualTo("django_migrations_applied_total{connection=\"default\"} 3.0\n");
        assertThat(page.family("django_migrations_unapplied_total"))
                .isEqualTo("django_migrations_unapplied_total{connection=\"default\"} 0.0\n");
        assertThat(page.family(UP)).isEqualTo(UP + "{connection=\"default\",tool=\"" + tool.name() + "\"} 1.0\n");
    }

    @Test // D32
    void eachDatabaseIsAConnectionByTheNameOfItsBean() {
        Scrape page = await(start(second), "two readings", now -> now.total(UP) == 2);

        assertThat(page.value("django_migrations_applied_total{connection=\"default\"}"))
                .isEqualTo(3);
        assertThat(page.value("django_migrations_applied_total{connection=\"archive\"}"))
                .isEqualTo(1);
    }

    @Test // D33
    void aTableIsReadWhereNoBeanMigrates() throws Exception {
        tool.migrate(database(), "shop");
        String off = "spring." + tool.name() + ".enabled=false";
        String property = "narthex.migrations." + tool.name() + "-tables.default="
                + tool.table().replace("\"", "");

        Scrape page = await(start(Shop.class, off, property), "a reading", now -> now.total(UP) == 1);

        assertThat(page.value("django_migrations_applied_total{connection=\"default\"}"))
                .isEqualTo(3);
        assertThat(page.family("django_migrations_unapplied_total")).isEmpty();
    }

    @Test
    void aTableOfAnUnknownDataSourceIsRefused() {
        String property = "narthex.migrations." + tool.name() + "-tables.nowhere";

        assertThatThrownBy(() -> start(Shop.class, property + "=history"))
                .hasRootCauseInstanceOf(SettingException.class)
                .hasRootCauseMessage(property + " must be of a data source: 'nowhere'; known data sources: [default]");
    }

    @Test
    void migrationsCanBeSwitchedOff() {
        assertThat(Scrape.of(start(Shop.class, "narthex.migrations.enabled=false"))
                        .families())
                .isNotEmpty()
                .noneMatch(family -> family.contains("_migrations"));
    }

    /** The pool's own threads connect too; without a pool, whoever wants a connection makes it. */
    @Test
    void theApplicationsStartDoesTheSameWithoutUs() {
        String[] recorded = {
            "spring.datasource.driver-class-name=" + RecordingDriver.class.getName(),
            "spring.datasource.type=" + SimpleDriverDataSource.class.getName(),
            "narthex.migrations.interval-seconds=3600"
        };
        RecordingDriver.CALLS.clear();
        Application application = start(Shop.class, recorded);
        List<String> withUs = RecordingDriver.calls("main");
        await(application, "a reading", now -> now.total(UP) == 1);
        List<String> scrapes = RecordingDriver.calls("main")
                .subList(withUs.size(), RecordingDriver.calls("main").size());
        List<String> ours = RecordingDriver.calls(THREAD);
        RecordingDriver.CALLS.clear();
        start(
                Shop.class,
                recorded[0],
                recorded[1],
                "spring.datasource.url=" + url.replace("mem:", "mem:other"),
                "narthex.migrations.enabled=false");

        assertThat(withUs).hasSizeGreaterThan(20).isEqualTo(RecordingDriver.calls("main"));
        assertThat(scrapes).allMatch("isClosed"::equals); // B27: a scrape asks which connections are still open
        assertThat(ours).contains("connect", "setReadOnly", "close").doesNotContain("commit");
        assertThat(ours).noneMatch(call -> call.matches("(?i)\\w+ (create|alter|insert|update|delete|lock) .*"));
        assertThat(RecordingDriver.calls(THREAD)).isEmpty();
    }

    @Test
    void whatWeReadIsNoStatementOfTheApplication() {
        Application application = start(Shop.class);
        await(application, "a reading", now -> now.total(UP) == 1);
        Scrape before = Scrape.of(application);
        long later = System.nanoTime() + 200_000_000;
        Scrape after = await(application, "a while", now -> System.nanoTime() > later);

        assertThat(before.total("django_db_execute_total")).isPositive();
        assertThat(after.since(before).total("django_db_execute_total")).isZero();
    }

    @Test // A51
    void noThreadIsLeftOfAContextThatHasEnded() {
        await(start(Shop.class), "a reading", now -> now.total(UP) == 1);
        assertThat(threads()).isNotEmpty();

        running.forEach(ConfigurableApplicationContext::close);

        assertThat(threads()).isEmpty();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(THREAD::equals)
                .toList();
    }
}
