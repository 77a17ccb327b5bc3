// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;

/** A real server of databases, which makes a new one for each test. */
interface TestServer extends AutoCloseable {

    /** A new, empty database. */
    TestDatabase newDatabase() throws Exception;

    /** Whether a failed statement takes its migration back. */
    boolean hasTransactionalDdl();

    @Override
    void close() throws IOException;

    /** H2 behind TCP; a database lives as long as its server. */
    static TestServer h2() {
        return new H2();
    }

    /** PostgreSQL. */
    static TestServer postgres() throws IOException {
        return new Postgres(EmbeddedPostgres.builder().start());
    }

    /** H2: each database has a server of its own, so that it can be down alone. */
    final class H2 implements TestServer {

        private static final String STRANGER = "STRANGER";

        private final AtomicInteger databases = new AtomicInteger();

        @Override
        public TestDatabase newDatabase() throws SQLException {
            Server server = server("0");
            String port = String.valueOf(server.getPort());
            String name = "shop" + databases.incrementAndGet() + "x" + port;
            String url = "jdbc:h2:tcp://127.0.0.1:" + port + "/mem:" + name;
            Server[] running = {server};
            TestDatabase database = new TestDatabase(
                    dataSource(url + ";DB_CLOSE_DELAY=-1", "SA"), // it lives as long as the JVM
                    dataSource(url, STRANGER),
                    () -> running[0] = running[0].isRunning(false) ? running[0] : server(port),
                    () -> running[0].stop());
            database.execute("create user " + STRANGER + " password ''");
            return database;
        }

        private static Server server(String port) throws SQLException {
            return Server.createTcpServer("-tcpPort", port, "-ifNotExists").start();
        }

        private static DataSource dataSource(String url, String user) {
            JdbcDataSource dataSource = new JdbcDataSource();
            dataSource.setURL(url);
            dataSource.setUser(user);
            dataSource.setPassword("");
            return dataSource;
        }

        @Override
        public boolean hasTransactionalDdl() {
            return false;
        }

        @Override
        public void close() {
            // the servers are daemons, and end with the JVM
        }
    }

    /** PostgreSQL: one server, in which a database can be closed to connections. */
    record Postgres(EmbeddedPostgres server, AtomicInteger databases) implements TestServer {

        private static final String STRANGER = "stranger";

        Postgres(EmbeddedPostgres server) {
            this(server, new AtomicInteger());
        }

        @Override
        public TestDatabase newDatabase() throws SQLException {
            String name = "shop" + databases.incrementAndGet();
            if (databases.get() == 1) {
                execute("create role " + STRANGER + " login");
            }
            execute("create database " + name);
            return new TestDatabase(
                    server.getDatabase("postgres", name),
                    server.getDatabase(STRANGER, name),
                    () -> execute("alter database " + name + " allow_connections true"),
                    () -> execute("alter database " + name + " allow_connections false"));
        }

        private void execute(String sql) throws SQLException {
            try (Connection connection = server.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public boolean hasTransactionalDdl() {
            return true;
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
