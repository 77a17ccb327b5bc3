// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import dev.narthex.database.JdbcUrl;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * What a data source says of its database by itself, without a connection, and what the class of a connection says. The
 * database is never asked (B31).
 */
final class DataSourceAddress {

    /** What pools and drivers call the property: HikariCP; H2, PostgreSQL, SQLite, MariaDB, Spring, DBCP2; MySQL. */
    private static final List<String> GETTERS = List.of("getJdbcUrl", "getUrl", "getURL");

    private DataSourceAddress() {}

    /** What its URL says, else its class; {@link JdbcUrl#unknown()} if neither does. Never throws. */
    static JdbcUrl of(DataSource dataSource) {
        for (String getter : GETTERS) {
            JdbcUrl address = JdbcUrl.parse(read(dataSource, getter));
            if (!address.equals(JdbcUrl.unknown())) {
                return address;
            }
        }
        return JdbcUrl.ofClass(dataSource.getClass().getName());
    }

    /** What the driver's class says, below all pools. */
    static JdbcUrl of(Connection connection) {
        JdbcUrl address = JdbcUrl.ofClass(connection.getClass().getName());
        try {
            if (address.equals(JdbcUrl.unknown()) && connection.isWrapperFor(Connection.class)) {
                return JdbcUrl.ofClass(
                        connection.unwrap(Connection.class).getClass().getName());
            }
        } catch (SQLException | AbstractMethodError noWrapper) {
            return address;
        }
        return address;
    }

    private static String read(DataSource dataSource, String getter) {
        try {
            Method method = dataSource.getClass().getMethod(getter);
            if (method.getReturnType() == String.class
                    && Modifier.isPublic(method.getDeclaringClass().getModifiers())
                    && method.invoke(dataSource) instanceof String url) {
                return url;
            }
        } catch (ReflectiveOperationException | RuntimeException notToBeHad) {
            return ""; // not there, or it cannot be told yet; the class will have to do
        }
        return "";
    }
}
