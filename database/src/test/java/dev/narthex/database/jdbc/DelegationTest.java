// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.database.SqlMetrics;
import dev.narthex.testkit.Scrape;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ConnectionBuilder;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Wrapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of every interface, those of newer JDKs too, is handed to the driver as it came (B18 B19). */
class DelegationTest {

    /** The interfaces of which nothing may be seen unmeasured. */
    private static final Set<Class<?>> MEASURED = Set.of(
            Connection.class,
            Statement.class,
            PreparedStatement.class,
            CallableStatement.class,
            ResultSet.class,
            DatabaseMetaData.class,
            ConnectionBuilder.class);

    private final RecordingDriver driver = new RecordingDriver();
    private final Application application = Application.of(Settings.create());

    private DataSource source() {
        return MeasuredDataSource.wrap("default", driver.a(DataSource.class), SqlMetrics.of(application));
    }

    /** One of our objects for each interface; a result twice, since ours are of two kinds. */
    private Map<String, Object> objects() throws SQLException {
        DataSource source = source();
        Connection connection = source.getConnection();
        Map<String, Object> objects = new LinkedHashMap<>();
        objects.put("DataSource", source);
        objects.put("ConnectionBuilder", source.createConnectionBuilder());
        objects.put("Connection", connection);
        objects.put("Statement", connection.createStatement());
        objects.put("PreparedStatement", connection.prepareStatement("SELECT 1"));
        objects.put("CallableStatement", connection.prepareCall("{call a()}"));
        objects.put("ResultSet", connection.createStatement().executeQuery("SELECT 1"));
        objects.put("ResultSet of keys", connection.createStatement().getGeneratedKeys());
        objects.put("DatabaseMetaData", connection.getMetaData());
        return objects;
    }

    private Object object(String name) throws SQLException {
        return requireNonNull(objects().get(name));
    }

    private static Class<?> type(String name) {
        String simple = name.split(" ", -1)[0];
        return Stream.concat(MEASURED.stream(), Stream.of(DataSource.class))
                .filter(type -> type.getSimpleName().equals(simple))
                .findFirst()
                .orElseThrow();
    }

    static Stream<Arguments> methods() throws SQLException {
        return new DelegationTest().objects().keySet().stream().flatMap(name -> Stream.of(
                        type(name).getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getDeclaringClass() != Wrapper.class)
                .sorted(Comparator.comparing(Method::toString))
                .map(method -> Arguments.of(name, method)));
    }

    private @Nullable Object[] arguments(Method method) {
        return Stream.of(method.getParameterTypes()).map(driver::value).toArray();
    }

    @ParameterizedTest(name = "{0}: {1}") // B18
    @MethodSource("methods")
    void theMethodIsOurs(String name, Method method) throws ReflectiveOperationException, SQLException {
        Object ours = object(name);
        Method implemented = ours.getClass().getMethod(method.getName(), method.getParameterTypes());

        assertThat(implemented.getDeclaringClass().getPackageName()).isEqualTo("dev.narthex.database.jdbc");
    }

    @ParameterizedTest(name = "{0}: {1}") // B18 B23
    @MethodSource("methods")
    void theDriverIsAskedOnceWithTheSameArguments(String name, Method method) throws Exception {
        Object ours = object(name);
        @Nullable Object[] arguments = arguments(method);
        driver.forget();

        Object result = call(ours, method, arguments);

        List<RecordingDriver.Call> calls = driver.calls().stream()
                .filter(call -> call.method().getDeclaringClass() != Wrapper.class)
                .filter(call -> !isAskedForAnEnd(call.method(), method))
                .toList();
        assertThat(calls).extracting(RecordingDriver.Call::toString).hasSize(1);
        RecordingDriver.Call call = calls.get(0);
        assertThat(call.method().getName()).isEqualTo(method.getName());
        assertThat(call.method().getParameterTypes()).isEqualTo(method.getParameterTypes());
        for (int i = 0; i < arguments.length; i++) {
            if (method.getParameterTypes()[i].isPrimitive()) {
                assertThat(call.arguments().get(i)).isEqualTo(arguments[i]);
            } else {
                assertThat(call.arguments().get(i)).isSameAs(arguments[i]);
            }
        }
        assertIsAnswer(method, result, call.answer());
    }

    /** Where something was executed and nobody set the mode, what ends a transaction asks for it first (B14). */
    private static boolean isAskedForAnEnd(Method asked, Method called) {
        return asked.getName().equals("getAutoCommit")
                && Set.of("abort", "close", "commit", "rollback", "setAutoCommit")
                        .contains(called.getName());
    }

    private static boolean isBackPointer(Method method) {
        return method.getName().equals("getStatement")
                || (method.getName().equals("getConnection") && method.getDeclaringClass() != DataSource.class);
    }

    private static void assertIsAnswer(Method method, @Nullable Object result, @Nullable Object answer) {
        Class<?> type = method.getReturnType();
        if (type.isPrimitive()) {
            assertThat(result).isEqualTo(answer);
        } else if (isBackPointer(method)) {
            assertThat(result).isInstanceOf(Unwrapping.class);
        } else if (result instanceof Unwrapping wrapper) {
            assertThat(wrapper.delegate()).isSameAs(answer);
        } else if (result instanceof ConnectionBuilder) {
            assertThat(result.getClass().getPackageName()).isEqualTo("dev.narthex.database.jdbc");
        } else {
            assertThat(result).isSameAs(answer);
            assertThat(MEASURED).as("unmeasured").doesNotContain(type);
        }
    }

    @ParameterizedTest(name = "{0}: {1}") // B19
    @MethodSource("methods")
    void whatTheDriverRaisesComesUpAsTheSameObject(String name, Method method) throws Exception {
        List<Throwable> raised = new ArrayList<>(List.of(
                new IllegalStateException("unchecked"),
                new AbstractMethodError("an old driver"),
                new StackOverflowError()));
        if (List.of(method.getExceptionTypes()).contains(SQLException.class)) {
            raised.add(new SQLException("checked", "40001"));
        }
        for (Throwable failure : raised) {
            driver.raise(failure, none -> false);
            Object ours = object(name);
            driver.raise(failure, asked -> asked.getName().equals(method.getName()));

            Throwable seen = catchThrowable(() -> call(ours, method, arguments(method)));

            assertThat(seen).isSameAs(failure);
            assertThat(failure.getSuppressed()).isEmpty();
        }
        assertThat(Scrape.of(application).value("narthex_instrumentation_errors_total{instrumentation=\"database\"}"))
                .isZero();
    }

    private static @Nullable Object call(Object ours, Method method, @Nullable Object[] arguments) throws Exception {
        try {
            return method.invoke(ours, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Exception exception) {
                throw exception;
            }
            throw (Error) thrown.getCause();
        }
    }
}
