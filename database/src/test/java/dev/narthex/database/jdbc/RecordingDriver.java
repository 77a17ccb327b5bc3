// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database.jdbc;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.Date;
import java.sql.RowIdLifetime;
import java.sql.SQLWarning;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Wrapper;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A driver without a database: it answers every call with a value that nobody else would answer, and remembers what it was
 * asked. Only for what a real database cannot show: which calls reach it. Not thread-safe.
 */
final class RecordingDriver {

    /** One call as it came, and its answer. */
    record Call(
            Method method,
            List<@Nullable Object> arguments,
            @Nullable Object answer) {

        @Override
        public String toString() {
            return method.getDeclaringClass().getSimpleName() + "." + method.getName();
        }
    }

    private final List<Call> calls = new ArrayList<>();
    private final Map<String, @Nullable Object> answers = new HashMap<>();
    private @Nullable Throwable failure;
    private Predicate<Method> failing = method -> false;
    private int answered;

    List<Call> calls() {
        return List.copyOf(calls);
    }

    void forget() {
        calls.clear();
    }

    /** From now on methods of this name answer this. */
    void answer(String method, @Nullable Object answer) {
        answers.put(method, answer);
    }

    /** From now on these methods raise this. */
    void raise(Throwable raised, Predicate<Method> methods) {
        failure = raised;
        failing = methods;
    }

    /** One of its objects. */
    <T> T a(Class<T> type) {
        Object made = Proxy.newProxyInstance(
                type.getClassLoader() == null ? getClass().getClassLoader() : type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> switch (method.getName()) {
                    case "equals" -> self == arguments[0];
                    case "hashCode" -> System.identityHashCode(self);
                    case "toString" -> "the driver's " + type.getSimpleName();
                    default -> answered(method, arguments == null ? new Object[0] : arguments);
                });
        return type.cast(made);
    }

    private @Nullable Object answered(Method method, @Nullable Object[] arguments) throws Throwable {
        boolean wrapper = method.getDeclaringClass() == Wrapper.class;
        Throwable raised = failure;
        if (raised != null && failing.test(method)) {
            calls.add(new Call(method, listOf(arguments), null));
            throw raised;
        }
        Object answer = answers.containsKey(method.getName())
                ? answers.get(method.getName())
                : wrapper
                        ? (method.getReturnType() == boolean.class ? (Object) false : null)
                        : value(method.getReturnType());
        calls.add(new Call(method, listOf(arguments), answer));
        return answer;
    }

    private static List<@Nullable Object> listOf(@Nullable Object[] arguments) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Object argument : arguments) {
            list.add(argument);
        }
        return list;
    }

    /** A value of this type that is equal to no other; for booleans, true. */
    @Nullable
    Object value(Class<?> type) {
        answered++;
        if (type == void.class) {
            return null;
        }
        if (type.isPrimitive()) {
            return primitive(type);
        }
        if (type.isArray()) {
            Object array = Array.newInstance(type.getComponentType(), 2);
            Array.set(array, 0, value(type.getComponentType()));
            Array.set(array, 1, value(type.getComponentType()));
            return array;
        }
        if (type == Map.class) {
            return new HashMap<String, Class<?>>();
        }
        return type.isInterface() ? a(type) : object(type);
    }

    private Object primitive(Class<?> type) {
        int number = 1 + answered % 100;
        return switch (type.getName()) {
            case "boolean" -> true;
            case "byte" -> (byte) number;
            case "short" -> (short) number;
            case "int" -> number;
            case "long" -> (long) number;
            case "float" -> (float) number;
            case "double" -> (double) number;
            default -> throw new IllegalArgumentException("a value is missing for " + type);
        };
    }

    private Object object(Class<?> type) {
        if (type.isEnum()) {
            return type == RowIdLifetime.class ? RowIdLifetime.ROWID_VALID_OTHER : type.getEnumConstants()[0];
        }
        return switch (type.getSimpleName()) {
            case "String" -> "text " + answered;
            case "Object" -> new Object();
            case "Class" -> String.class;
            case "BigDecimal" -> new BigDecimal(answered);
            case "Date" -> new Date(answered);
            case "Time" -> new Time(answered);
            case "Timestamp" -> new Timestamp(answered);
            case "Calendar" -> calendar();
            case "URL" -> url();
            case "Properties" -> new Properties();
            case "InputStream" -> InputStream.nullInputStream();
            case "Reader" -> reader();
            case "PrintWriter" -> new PrintWriter(new StringWriter());
            case "Logger" -> Logger.getLogger("the driver's");
            case "SQLWarning" -> new SQLWarning("warning " + answered);
            default -> throw new IllegalArgumentException("a value is missing for " + type);
        };
    }

    private static Calendar calendar() {
        return new GregorianCalendar();
    }

    private static Reader reader() {
        return new StringReader("text");
    }

    private Object url() {
        try {
            return URI.create("http://localhost/" + answered).toURL();
        } catch (java.net.MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
