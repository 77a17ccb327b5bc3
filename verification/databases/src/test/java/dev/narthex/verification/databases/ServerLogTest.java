// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.databases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.database.SqlMetrics;
import dev.narthex.database.jdbc.MeasuredDataSource;
import dev.narthex.testkit.Scrape;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL's own log knows of as many statements as we do. */
class ServerLogTest {

    /** Steps after which both must agree; in the others a text of several statements, or one that is refused, is logged otherwise. */
    private static final Set<String> STEPS = Set.of(
            "a query",
            "a prepared query",
            "every kind of statement",
            "an upsert",
            "a call",
            "a batch of several kinds, twice",
            "a prepared batch, twice",
            "an empty batch",
            "generated keys",
            "no result",
            "many rows, closed in every way",
            "transactions");

    /** What the driver sends by itself: transactions that begin and end by JDBC's calls, and settings of its own. */
    private static final Pattern OF_THE_DRIVER =
            Pattern.compile("(BEGIN|COMMIT|ROLLBACK|SET extra_float_digits = \\d+|SET application_name = '.*')");

    private static final Pattern LOGGED = Pattern.compile("^shop:LOG: {2}(statement|execute [^:]*): (.*)$");

    @Test
    void asManyStatementsAreCountedAsTheServerLogs(@TempDir Path folder) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("logging_collector", "on")
                .setServerConfig("log_directory", folder.toString())
                .setServerConfig("log_filename", "log")
                .setServerConfig("log_statement", "all")
                .setServerConfig("log_line_prefix", "%a:")
                .start()) {
            Application application = Application.of(Settings.create());
            DataSource raw = source(server, "setup");
            DataSource measured =
                    MeasuredDataSource.wrap("default", source(server, "shop"), SqlMetrics.create(application));
            Database database = PostgresTest.describe(raw);
            for (Steps.Step step : Steps.ALL) {
                if (STEPS.contains(step.name())) {
                    prepare(database);
                    try (Connection connection = measured.getConnection()) {
                        step.work().run(database, connection);
                    }
                }
            }
            execute(raw, "SELECT 'the end'");
            List<String> log = logged(folder.resolve("log"));

            assertThat(log).hasSizeGreaterThan(30);
            assertThat(Scrape.of(application).total("django_db_execute_total"))
                    .as(String.join("\n", log))
                    .isEqualTo(log.size());
        }
    }

    private static DataSource source(EmbeddedPostgres server, String name) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.getJdbcUrl("postgres", "postgres"));
        source.setApplicationName(name);
        return source;
    }

    private static void prepare(Database database) throws SQLException {
        for (String sql : database.preparation()) {
            execute(database.source(), sql);
        }
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What has been logged of the shop's statements, less what the driver sends by itself and the portions of a result. */
    private static List<String> logged(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!Files.readString(log).contains("the end") && System.nanoTime() < deadline) {
            Thread.sleep(20); // the server's collector writes when it likes
        }
        return Files.readAllLines(log).stream()
                .map(LOGGED::matcher)
                .filter(Matcher::matches)
                .filter(line -> !line.group(1).startsWith("execute fetch"))
                .map(line -> line.group(2))
                .filter(sql -> !OF_THE_DRIVER.matcher(sql).matches())
                .toList();
    }
}
