// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the address of a database says, without asking the database (B31): its vendor and its name. Nothing else of it is
 * looked at; user names and passwords may be in it (B34). Immutable.
 *
 * @param vendor the kind of the database: {@code postgresql}, {@code h2}; {@link #UNKNOWN} where it does not say
 * @param namespace the name of the database on its server; empty where the address does not show it
 */
public record JdbcUrl(String vendor, String namespace) {

    /** The vendor of what is no JDBC URL. */
    public static final String UNKNOWN = "unknown";

    private static final int MAX_NAMESPACE = 63; // as long as an identifier of PostgreSQL
    private static final int MAX_VENDOR = 30;
    private static final String JDBC = "jdbc:";

    /** Drivers in front of other drivers, whose own name follows: this project's, and of Testcontainers and their like. */
    private static final Set<String> WRAPPERS = Set.of("narthex", "tc", "otel", "p6spy", "aws-wrapper", "log4jdbc");

    /** Subprotocols whose vendor has another name. */
    private static final Map<String, String> VENDORS =
            Map.of("pgsql", "postgresql", "jtds", "sqlserver", "microsoft", "sqlserver");

    /** By the beginning of the names of a driver's classes. */
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("org.postgresql.", "postgresql"),
            Map.entry("org.h2.", "h2"),
            Map.entry("org.mariadb.", "mariadb"),
            Map.entry("com.mysql.", "mysql"),
            Map.entry("org.sqlite.", "sqlite"),
            Map.entry("oracle.jdbc.", "oracle"),
            Map.entry("com.microsoft.sqlserver.", "sqlserver"),
            Map.entry("com.ibm.db2.", "db2"),
            Map.entry("org.hsqldb.", "hsqldb"),
            Map.entry("org.apache.derby.", "derby"),
            Map.entry("com.clickhouse.", "clickhouse"));

    /** What is known of nothing. */
    public static JdbcUrl unknown() {
        return new JdbcUrl(UNKNOWN, "");
    }

    /** What an address says. Never throws. */
    public static JdbcUrl parse(@Nullable String url) {
        if (url == null || !url.regionMatches(true, 0, JDBC, 0, JDBC.length())) {
            return unknown();
        }
        int from = JDBC.length();
        String subprotocol = subprotocol(url, from);
        while (WRAPPERS.contains(subprotocol)) {
            from = url.indexOf(':', from) + 1;
            subprotocol = subprotocol(url, from);
        }
        return subprotocol.isEmpty()
                ? unknown()
                : new JdbcUrl(
                        VENDORS.getOrDefault(subprotocol, subprotocol), namespace(subprotocol, url.substring(from)));
    }

    /** What the name of a driver's class says: of a connection, of a data source. */
    public static JdbcUrl ofClass(String className) {
        for (Entry<String, String> known : CLASSES.entrySet()) {
            if (className.startsWith(known.getKey())) {
                return new JdbcUrl(known.getValue(), "");
            }
        }
        return unknown();
    }

    /** The word before the next colon; empty where there is none that could be a vendor. */
    private static String subprotocol(String url, int from) {
        int colon = url.indexOf(':', from);
        String word = colon < 0 || colon - from > MAX_VENDOR
                ? ""
                : url.substring(from, colon).toLowerCase(Locale.ROOT);
        String vendor = untilAny(word, "+"); // jdbc:mysql+srv:
        return isPlain(vendor) ? vendor : "";
    }

    private static boolean isPlain(String word) {
        return word.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_');
    }

    private static String namespace(String vendor, String rest) {
        String name =
                switch (vendor) {
                    case "sqlserver" -> parameter(rest, "databasename");
                    case "oracle", "sqlite", "derby" -> "";
                    case "h2", "hsqldb" -> lastSegment(address(rest), ":/\\");
                    default -> behindHosts(address(rest));
                };
        boolean plain = name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-.$~".indexOf(c) >= 0);
        return plain && name.length() <= MAX_NAMESPACE ? name : "";
    }

    /**
     * What stands before the parameters. Nothing if the sign behind a password stands behind what looks like parameters:
     * then any part may be a piece of the password.
     */
    private static String address(String rest) {
        String address = untilAny(rest, "?;#");
        return rest.indexOf('@', address.length()) < 0 ? address : "";
    }

    /** {@code //host:1,host:2/name}; hosts may be IPv6, and before them user and password. */
    private static String behindHosts(String address) {
        int hosts = address.indexOf("//");
        int slash = address.lastIndexOf('/');
        return hosts >= 0 && slash > hosts + 1 ? address.substring(slash + 1) : "";
    }

    /** {@code ;name=value;password={quoted;}}: what is quoted by braces is no parameter. */
    private static String parameter(String rest, String name) {
        int end = -1;
        for (int from = 0; from < rest.length(); from = end + 1) {
            int equals = indexOfAny(rest, "=;", from);
            boolean valued = equals < rest.length() && rest.charAt(equals) == '=';
            end = valued ? endOfValue(rest, equals + 1) : equals;
            if (valued && rest.substring(from, equals).trim().equalsIgnoreCase(name)) {
                return rest.substring(equals + 1, end).trim();
            }
        }
        return "";
    }

    /** A brace that is part of what braces quote is doubled. */
    private static int endOfValue(String rest, int from) {
        int at = from;
        if (rest.startsWith("{", from)) {
            at = rest.indexOf('}', from);
            while (at >= 0 && rest.startsWith("}}", at)) {
                at = rest.indexOf('}', at + 2);
            }
        }
        return at < 0 ? rest.length() : indexOfAny(rest, ";", at);
    }

    private static String untilAny(String text, String stops) {
        return text.substring(0, indexOfAny(text, stops, 0));
    }

    /** The length of the text where none of them comes. */
    private static int indexOfAny(String text, String stops, int from) {
        for (int i = from; i < text.length(); i++) {
            if (stops.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private static String lastSegment(String text, String separators) {
        for (int i = text.length() - 1; i >= 0; i--) {
            if (separators.indexOf(text.charAt(i)) >= 0) {
                return text.substring(i + 1);
            }
        }
        return text;
    }
}
