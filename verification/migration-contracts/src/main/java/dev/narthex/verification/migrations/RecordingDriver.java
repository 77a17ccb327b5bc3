// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** H2's driver, which notes each call of it and of its connections with the thread that made it. */
public final class RecordingDriver implements Driver {

    /**
     * One call.
     *
     * @param thread the name of the thread
     * @param call the method, and the SQL if it has some
     */
    record Call(String thread, String call) {}

    static final List<Call> CALLS = new CopyOnWriteArrayList<>();

    private final Driver driver = new org.h2.Driver();

    /** The calls of one thread. */
    static List<String> calls(String thread) {
        return CALLS.stream()
                .filter(call -> call.thread().equals(thread))
                .map(Call::call)
                .toList();
    }

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        note("connect");
        Connection connection = driver.connect(url, properties);
        return connection == null
                ? null
                : (Connection) Proxy.newProxyInstance(
                        RecordingDriver.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (proxy, method, arguments) -> {
                            Object first = arguments == null || arguments.length == 0 ? "" : arguments[0];
                            note((method.getName() + (first instanceof String sql ? " " + sql : "")).strip());
                            try {
                                return method.invoke(connection, arguments);
                            } catch (InvocationTargetException failed) {
                                throw failed.getCause();
                            }
                        });
    }

    private static void note(String call) {
        CALLS.add(new Call(Thread.currentThread().getName(), call));
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return driver.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
        return driver.getPropertyInfo(url, properties);
    }

    @Override
    public int getMajorVersion() {
        return driver.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return driver.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return driver.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }
}
