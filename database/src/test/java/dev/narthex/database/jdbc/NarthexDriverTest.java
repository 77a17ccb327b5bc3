// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.Cube;
import dev.narthex.core.Family;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.Settings;
import dev.narthex.testkit.Scrape;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NarthexDriverTest {

    private final Application application = Application.of(Settings.create());

    @BeforeEach
    void register() throws SQLException {
        NarthexDriver.register();
    }

    @AfterEach
    void registerAgain() throws SQLException {
        NarthexDriver.register();
    }

    private Properties handed() {
        Properties properties = new Properties();
        properties.put(Application.KEY, application);
        return properties;
    }

    private String executions(String url, Properties properties) throws SQLException {
        Scrape before = Scrape.of(application);
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            connection.createStatement().execute("SELECT 1");
        }
        return Scrape.of(application).since(before).samples("django_db_execute_total");
    }

    @Test // B33
    void whatComesOfItIsMeasuredByTheApplicationThatTheHostHandsOver() throws SQLException {
        assertThat(executions("jdbc:narthex:h2:mem:shop", handed())).isEqualTo("""
                django_db_execute_total{alias="default",operation="SELECT",vendor="h2"} 1.0
                """);
        assertThat(executions("jdbc:narthex:sqlite::memory:", handed())).isEqualTo("""
                django_db_execute_total{alias="default",operation="SELECT",vendor="sqlite"} 1.0
                """);
    }

    @Test // B33
    void withoutAHostItIsTheApplicationHere() throws SQLException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader own = new URLClassLoader(new URL[0], before);
        application.bind(own);
        Thread.currentThread().setContextClassLoader(own);
        try {
            assertThat(executions("jdbc:narthex:h2:mem:shop", new Properties()))
                    .contains("django_db_execute_total{alias=\"default\",operation=\"SELECT\",vendor=\"h2\"} 1.0");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            application.unbind();
        }
    }

    @ParameterizedTest // B33
    @ValueSource(
            strings = {
                "jdbc:narthex:h2:mem:shop;narthex.alias=orders",
                "jdbc:narthex:h2:mem:shop;narthex.alias=orders;DB_CLOSE_DELAY=0",
                "jdbc:narthex:h2:mem:shop;DB_CLOSE_DELAY=0;narthex.alias=orders",
                "jdbc:narthex:sqlite:file::memory:?narthex.alias=orders&cache=private",
                "jdbc:narthex:sqlite:file::memory:?cache=private&narthex.alias=orders",
            })
    void theUrlNamesTheAlias(String url) throws SQLException {
        Properties properties = handed();
        properties.setProperty("narthex.alias", "overruled");

        assertThat(executions(url, properties)).contains("alias=\"orders\"");
    }

    @Test // B33
    void aPropertyNamesTheAlias() throws SQLException {
        Properties properties = handed();
        properties.setProperty("narthex.alias", "orders");

        assertThat(executions("jdbc:narthex:h2:mem:shop", properties)).contains("alias=\"orders\"");
        assertThat(properties).as("the caller's").hasSize(2);
    }

    @ParameterizedTest // B33
    @CsvSource(textBlock = """
            jdbc:narthex:postgresql://db/shop?narthex.alias=a,          jdbc:postgresql://db/shop
            jdbc:narthex:postgresql://db/shop?narthex.alias=a&ssl=true, jdbc:postgresql://db/shop?ssl=true
            jdbc:narthex:postgresql://db/shop?ssl=true&narthex.alias=a, jdbc:postgresql://db/shop?ssl=true
            jdbc:narthex:postgresql://db/shop?x=1&narthex.alias=a&y=2,  jdbc:postgresql://db/shop?x=1&y=2
            jdbc:narthex:sqlserver://db;narthex.alias=a;encrypt=true,   jdbc:sqlserver://db;encrypt=true
            jdbc:narthex:sqlserver://db;encrypt=true;narthex.alias=a,   jdbc:sqlserver://db;encrypt=true
            jdbc:narthex:h2:mem:jdbc:narthex:a,                         jdbc:h2:mem:jdbc:narthex:a
            jdbc:narthex:postgresql://db/shop?ApplicationName=narthex,  jdbc:postgresql://db/shop?ApplicationName=narthex
            """)
    void theDriverBehindItSeesNoTraceOfUs(String ours, String theirs) throws SQLException {
        assertThat(NarthexUrl.parse(ours).url()).isEqualTo(theirs);
    }

    @Test // B33
    void anEmptyAliasIsRefusedAndSaysHowToMendIt() {
        Properties properties = handed();
        properties.setProperty("narthex.alias", " ");
        String message = "narthex.alias must not be empty: write narthex.alias=orders, or leave it out for 'default'";

        assertThatThrownBy(() -> new NarthexDriver().connect("jdbc:narthex:h2:mem:shop", properties))
                .isInstanceOf(SQLException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> new NarthexDriver()
                        .connect("jdbc:narthex:h2:mem:shop;narthex.alias=;PASSWORD=secret", new Properties()))
                .isInstanceOf(SQLException.class)
                .hasMessage(message);
    }

    @Test // B33
    void whatIsSomebodyElsesIsNotOurs() throws SQLException {
        NarthexDriver driver = new NarthexDriver();
        for (String url : List.of("jdbc:h2:mem:jdbc:narthex:h2", "", "narthex", "JDBC:", "jdbc:narthexx:h2:mem:a")) {
            assertThat(driver.acceptsURL(url)).as(url).isFalse();
            assertThat(driver.connect(url, new Properties())).as(url).isNull();
            assertThat(driver.getPropertyInfo(url, new Properties())).as(url).isEmpty();
        }
        assertThat(driver.acceptsURL(null)).isFalse();
        assertThat(driver.connect(null, null)).isNull();
        assertThat(driver.getPropertyInfo(null, null)).isEmpty();
    }

    @Test // B33
    void foreignUrlsGoToTheirOwnDriver() throws SQLException {
        assertThat(DriverManager.getDriver("jdbc:h2:mem:jdbc:narthex:shop")).isInstanceOf(org.h2.Driver.class);
        assertThat(DriverManager.getDriver("jdbc:narthex:h2:mem:shop")).isInstanceOf(NarthexDriver.class);
    }

    @Test // B33 B34
    void aUrlWithoutADriverIsAnErrorThatTellsNoSecret() {
        assertThatThrownBy(() -> new NarthexDriver()
                        .connect("jdbc:narthex:nosuch://me:secret@db/shop?password=secret", new Properties()))
                .isInstanceOf(SQLException.class)
                .hasMessage("a driver must be there for the URL behind jdbc:narthex: nosuch;"
                        + " add the database's driver to the class path");
        assertThatThrownBy(() -> new NarthexDriver().connect("jdbc:narthex:", null))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("unknown");
    }

    @Test // B26
    void whatTheDriverRaisesWhenItConnectsComesUpAsItIs() {
        assertThatThrownBy(() -> new NarthexDriver().connect("jdbc:narthex:h2:mem:shop;NO_SUCH_SETTING=1", handed()))
                .isInstanceOf(org.h2.jdbc.JdbcSQLNonTransientConnectionException.class);
    }

    @Test // B20
    void twoOfThemMeasureOnce() throws SQLException {
        assertThat(executions("jdbc:narthex:narthex:h2:mem:shop", handed()))
                .endsWith("} 1.0\n")
                .hasLineCount(1);
    }

    @Test // B33
    void itIsRegisteredOnceAndLeavesNothingBehind() throws SQLException {
        NarthexDriver.register();
        NarthexDriver.register();
        assertThat(registered()).isEqualTo(1);

        NarthexDriver.deregister();
        assertThat(registered()).isZero();
        NarthexDriver.deregister();
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:narthex:h2:mem:shop"))
                .hasMessageContaining("No suitable driver");
    }

    private static long registered() {
        return Collections.list(DriverManager.getDrivers()).stream()
                .filter(NarthexDriver.class::isInstance)
                .count();
    }

    @Test
    void itAnswersForTheDriverBehindIt() throws SQLException {
        NarthexDriver driver = new NarthexDriver();
        DriverPropertyInfo[] own = new org.sqlite.JDBC().getPropertyInfo("jdbc:sqlite::memory:", new Properties());

        assertThat(driver.getPropertyInfo("jdbc:narthex:sqlite::memory:", new Properties()))
                .hasSameSizeAs(own)
                .isNotEmpty();
        assertThat(driver.jdbcCompliant()).isFalse();
        assertThatThrownBy(driver::getParentLogger).isInstanceOf(SQLException.class);
    }

    @Test
    void anApplicationThatCannotBeMeasuredIsConnectedAllTheSame() throws SQLException {
        application.add(new OfTheSameName());

        assertThat(executions("jdbc:narthex:h2:mem:shop", handed())).isEmpty();
        assertThat(Scrape.of(application).value("narthex_instrumentation_errors_total{instrumentation=\"database\"}"))
                .isEqualTo(1);
    }

    private record OfTheSameName() implements Instrumentation {
        @Override
        public String name() {
            return "database";
        }

        @Override
        public List<Cube<?>> cubes() {
            return List.of();
        }

        @Override
        public List<Family> families() {
            return List.of();
        }
    }

    /** A driver that nobody knows but the loader of an application, behind one that cannot even be loaded. */
    @Test // B33
    void aDriverOfTheApplicationsOwnLoaderIsFound(@TempDir Path folder) throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("java.sql.Driver"), "com.example.Missing\n" + OwnDriver.class.getName() + "\n");
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (OwnLoader own = new OwnLoader(folder.toUri().toURL(), before)) {
            Thread.currentThread().setContextClassLoader(own);
            try (Connection connection = new NarthexDriver().connect("jdbc:narthex:own:mem:shop", handed())) {
                assertThat(connection).isInstanceOf(MeasuredConnection.class);
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** Loads {@link OwnDriver} anew, as the loader of a WAR does. */
    private static final class OwnLoader extends URLClassLoader {

        OwnLoader(URL folder, ClassLoader parent) {
            super(new URL[] {folder}, parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(OwnDriver.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream bytes = OwnDriver.class.getResourceAsStream("NarthexDriverTest$OwnDriver.class")) {
                byte[] read = bytes.readAllBytes();
                return defineClass(name, read, 0, read.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }

    /** H2 under another name; raises where it is asked about a URL that it does not know. */
    public static final class OwnDriver implements Driver {

        private final Driver h2 = new org.h2.Driver();

        @Override
        public Connection connect(String url, Properties info) throws SQLException {
            return h2.connect(url.replace(":own:", ":h2:"), info);
        }

        @Override
        public boolean acceptsURL(String url) throws SQLException {
            if (!url.startsWith("jdbc:own:")) {
                throw new SQLException("not mine");
            }
            return true;
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return h2.getMajorVersion();
        }

        @Override
        public int getMinorVersion() {
            return h2.getMinorVersion();
        }

        @Override
        public boolean jdbcCompliant() {
            return h2.jdbcCompliant();
        }

        @Override
        public java.util.logging.Logger getParentLogger() {
            return java.util.logging.Logger.getGlobal();
        }
    }

    @Test // B33
    void aRegisteredDriverThatRaisesIsPassedOver() throws SQLException {
        Driver raising = new OwnDriver();
        DriverManager.deregisterDriver(DriverManager.getDriver("jdbc:h2:mem:shop"));
        DriverManager.registerDriver(raising);
        DriverManager.registerDriver(new org.h2.Driver());
        try (Connection connection = new NarthexDriver().connect("jdbc:narthex:h2:mem:shop", handed())) {
            assertThat(connection).isInstanceOf(MeasuredConnection.class);
        } finally {
            DriverManager.deregisterDriver(raising);
        }
    }
}
