// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import java.util.Locale;
import java.util.Set;

/** How a transaction ended, as far as anybody knows. */
public enum TransactionOutcome {
    /** What was done stays. */
    COMMITTED,
    /** What was done is undone. */
    ROLLED_BACK,
    /** The commit raised, or the rollback. */
    FAILED,
    /** Nobody knows: it is not counted. */
    UNKNOWN;

    static final int COUNT = values().length;

    /** They roll back what is open when a connection is closed; JDBC leaves it to them. */
    private static final Set<String> ROLLING_BACK =
            Set.of("postgresql", "h2", "mysql", "mariadb", "sqlite", "sqlserver");

    /** What becomes of a transaction that is open when its connection to the database is closed. */
    public static TransactionOutcome ofClosing(String vendor) {
        return ROLLING_BACK.contains(vendor) ? ROLLED_BACK : vendor.equals("oracle") ? COMMITTED : UNKNOWN;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
