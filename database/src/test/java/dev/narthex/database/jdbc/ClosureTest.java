// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.database.SqlMetrics;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No way leads from a measured object to one that is not, except unwrap (B16). */
class ClosureTest {

    private static final List<Class<?>> JDBC =
            List.of(Connection.class, Statement.class, ResultSet.class, DatabaseMetaData.class, DataSource.class);

    private final SqlMetrics metrics = SqlMetrics.create(Application.of(Settings.create()));
    private final JdbcDataSource h2 = new JdbcDataSource();
    private final DataSource source = MeasuredDataSource.wrap("default", h2, metrics);
    private Connection connection;

    @BeforeEach
    void connect() throws SQLException {
        h2.setUrl("jdbc:h2:mem:");
        connection = source.getConnection();
        connection.createStatement().execute("CREATE TABLE book (id INT PRIMARY KEY, title VARCHAR)");
        connection.createStatement().execute("INSERT INTO book VALUES (1, 'one'), (2, 'two')");
        connection.createStatement().execute("CREATE ALIAS books FOR '" + ClosureTest.class.getName() + ".books'");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    /** A function of the database that returns a result as a value. */
    public static ResultSet books(Connection inside) throws SQLException {
        return inside.createStatement().executeQuery("SELECT * FROM book");
    }

    private static boolean isJdbc(@Nullable Object value) {
        return value != null && JDBC.stream().anyMatch(type -> type.isInstance(value));
    }

    private static boolean isGetter(Method method) {
        return !Modifier.isStatic(method.getModifiers())
                && method.getDeclaringClass() != Wrapper.class
                && !method.getReturnType().isPrimitive();
    }

    private static @Nullable Object argument(Class<?> type) {
        if (type == int.class) {
            return 1;
        }
        return type == boolean.class ? (Object) false : type == String.class ? "SELECT 1" : null;
    }

    private static @Nullable Object asked(Object object, Method method) throws IllegalAccessException {
        try {
            boolean metaData = object instanceof DatabaseMetaData;
            return method.invoke(
                    object,
                    Stream.of(method.getParameterTypes())
                            .map(type -> metaData && type == String.class ? null : argument(type))
                            .toArray());
        } catch (InvocationTargetException refused) {
            return refused.getCause() instanceof SQLException ? null : refused.getCause();
        }
    }

    @Test // B16
    void everyObjectThatOneCanComeToIsMeasured() throws Exception {
        Set<String> ways = new TreeSet<>();
        Set<Class<?>> seen = new HashSet<>();
        Deque<Object> open = new ArrayDeque<>(List.of(
                source,
                connection,
                connection.getMetaData(),
                connection.createStatement(),
                connection.prepareStatement("SELECT * FROM book"),
                connection.prepareCall("CALL 1"),
                connection.createStatement().executeQuery("SELECT * FROM book"),
                connection.getMetaData().getTables(null, null, null, null)));
        while (!open.isEmpty()) {
            Object object = open.pop();
            if (object instanceof ResultSet result && !result.isClosed() && result.isBeforeFirst()) {
                result.next();
            }
            if (seen.add(object.getClass())) {
                for (Class<?> type : JDBC) {
                    if (type.isInstance(object)) {
                        walk(object, ways, open);
                    }
                }
            }
        }

        assertThat(ways)
                .hasSizeGreaterThan(30)
                .contains(
                        "MeasuredDatabaseMetaData.getConnection -> MeasuredConnection",
                        "MeasuredStatement.getConnection -> MeasuredConnection",
                        "CountedResultSet.getStatement -> MeasuredStatement",
                        "MeasuredStatement.getGeneratedKeys -> UncountedResultSet");
    }

    private static List<Method> gettersOf(Object object) {
        return Stream.of(
                        Connection.class,
                        CallableStatement.class,
                        PreparedStatement.class,
                        Statement.class,
                        ResultSet.class,
                        DatabaseMetaData.class,
                        DataSource.class)
                .filter(type -> type.isInstance(object))
                .findFirst()
                .map(type -> List.of(type.getMethods()))
                .orElseThrow();
    }

    private static void walk(Object object, Set<String> ways, Deque<Object> open) throws IllegalAccessException {
        for (Method method : gettersOf(object)) {
            if (isGetter(method)) {
                Object found = asked(object, method);
                if (isJdbc(found)) {
                    String way = object.getClass().getSimpleName() + "." + method.getName();
                    assertThat(found).as(way).isInstanceOf(Unwrapping.class);
                    ways.add(way + " -> " + found.getClass().getSimpleName());
                    open.add(found);
                }
            }
        }
    }

    @Test // B16
    void theWayBackIsToTheSameObject() throws SQLException {
        Statement statement = connection.createStatement();
        PreparedStatement prepared = connection.prepareStatement("SELECT * FROM book");
        CallableStatement call = connection.prepareCall("CALL 1");
        ResultSet result = statement.executeQuery("SELECT * FROM book");
        ResultSet tables = connection.getMetaData().getTables(null, null, null, null);

        assertThat(statement.getConnection()).isSameAs(connection);
        assertThat(prepared.getConnection()).isSameAs(connection);
        assertThat(call.getConnection()).isSameAs(connection);
        assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
        assertThat(result.getStatement()).isSameAs(statement);
        assertThat(statement.getResultSet()).isSameAs(result);
        assertThat(prepared.executeQuery().getStatement()).isSameAs(prepared);
        assertThat(statement.getGeneratedKeys().getStatement()).isSameAs(statement);
        assertThat(tables.getStatement()).as("H2 knows of none").isNull();
    }

    @Test // B16
    void theWayBackFromMetadataIsMeasuredWhereThereIsOne() throws SQLException {
        DataSource recorded = MeasuredDataSource.wrap("default", new RecordingDriver().a(DataSource.class), metrics);
        Connection measured = recorded.getConnection();
        ResultSet tables = measured.getMetaData().getTables(null, null, null, null);

        assertThat(tables.getStatement()).isInstanceOf(MeasuredStatement.class).isSameAs(tables.getStatement());
        assertThat(tables.getStatement().getConnection()).isSameAs(measured);
    }

    @Test // B16
    void aResultThatIsAValueIsMeasured() throws SQLException {
        RecordingDriver driver = new RecordingDriver();
        ResultSet value = driver.a(ResultSet.class);
        Connection measured = MeasuredDataSource.wrap("default", driver.a(DataSource.class), metrics)
                .getConnection();
        CallableStatement call = measured.prepareCall("{? = call books()}");
        ResultSet result = measured.createStatement().executeQuery("SELECT cursor FROM books");
        driver.answer("getObject", value);

        assertThat(call.getObject(1)).isInstanceOf(CountedResultSet.class);
        assertThat(call.getObject("name")).isInstanceOf(CountedResultSet.class);
        assertThat(call.getObject(1, ResultSet.class)).isInstanceOf(CountedResultSet.class);
        assertThat(((ResultSet) call.getObject(1)).getStatement()).isSameAs(call);
        assertThat(result.getObject(1)).isInstanceOf(CountedResultSet.class);
        assertThat(result.getObject("name", ResultSet.class)).isInstanceOf(CountedResultSet.class);
    }

    @Test // B16
    void anObjectIsItselfAndNothingElse() throws SQLException {
        try (Connection other = source.getConnection()) {
            assertThat(new HashSet<>(List.of(connection, other)))
                    .contains(connection)
                    .hasSize(2);
            assertThat(connection.equals(connection.unwrap(JdbcConnection.class)))
                    .isFalse();
            assertThat(connection.unwrap(JdbcConnection.class).equals(connection))
                    .isFalse();
        }
    }

    @Test // B16
    void unwrapGoesThroughAllWrappers() throws SQLException {
        DataSource twice = MeasuredDataSource.wrap("other", new WrappingDataSource(source), metrics);

        assertThat(connection.isWrapperFor(MeasuredConnection.class)).isTrue();
        assertThat(connection.unwrap(MeasuredConnection.class)).isSameAs(connection);
        assertThat(connection.isWrapperFor(JdbcConnection.class)).isTrue();
        assertThat(connection.unwrap(JdbcConnection.class)).isInstanceOf(JdbcConnection.class);
        assertThat(connection.isWrapperFor(String.class)).isFalse();
        assertThatThrownBy(() -> connection.unwrap(String.class)).isInstanceOf(SQLException.class);
        assertThat(twice.unwrap(JdbcDataSource.class)).isSameAs(h2);
        assertThat(twice.isWrapperFor(JdbcDataSource.class)).isTrue();
        assertThat(connection.createStatement().unwrap(org.h2.jdbc.JdbcStatement.class))
                .isNotNull();
        assertThat(connection.prepareStatement("SELECT 1").unwrap(org.h2.jdbc.JdbcPreparedStatement.class))
                .isNotNull();
        assertThat(connection.createStatement().executeQuery("SELECT 1").unwrap(org.h2.jdbc.JdbcResultSet.class))
                .isNotNull();
        assertThat(connection.getMetaData().unwrap(org.h2.jdbc.JdbcDatabaseMetaData.class))
                .isNotNull();
    }

    @Test // B20
    void aConnectionIsMeasuredOnceHoweverManyWrappersThereAre() throws SQLException {
        DataSource twice = MeasuredDataSource.wrap("other", new WrappingDataSource(source), metrics);

        try (Connection once = twice.getConnection()) {
            assertThat(once.unwrap(MeasuredConnection.class)).isSameAs(once);
            assertThat(((MeasuredConnection) once).delegate()).isInstanceOf(JdbcConnection.class);
        }
        assertThat(MeasuredDataSource.wrap("other", source, metrics)).isSameAs(source);
    }
}
