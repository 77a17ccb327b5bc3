// SPDX-License-Identifier: Apache-2.0
package dev.narthex.migrations;

import java.util.Locale;

/**
 * What has become of one migration, in one word for both tools. Flyway's states are those of its 11 to 13, each under a
 * word of its own (D26); {@code superseded} is none, since a repeatable migration counts once, by its latest run. A
 * migration is in exactly one state.
 */
public enum MigrationState {
    /** It has run, and is as it was. */
    APPLIED(Standing.APPLIED),
    /** It has not run, and will. */
    PENDING(Standing.UNAPPLIED),
    /** It has failed, and is recorded so; where DDL is transactional, nothing is recorded and it is pending (D27). */
    FAILED(Standing.UNAPPLIED),
    /** It has not run and will not: a later one has. */
    IGNORED(Standing.UNAPPLIED),
    /** It has not run, and is beyond the version that the application wants. */
    ABOVE_TARGET(Standing.UNAPPLIED),
    /** A repeatable one that has run and has changed since: it will run again. */
    OUTDATED(Standing.UNAPPLIED),
    /** It has run after a later one. */
    OUT_OF_ORDER(Standing.APPLIED),
    /** It has run, and its script has changed since: its checksum is another. */
    CHANGED(Standing.APPLIED),
    /** It has run, and its script is gone. */
    MISSING(Standing.APPLIED),
    /** It has run, and is later than any script that is here: the application is older than its database (D32). */
    FUTURE(Standing.APPLIED),
    /** It was recorded as run without running: a precondition said so. */
    MARKED_RAN(Standing.APPLIED),
    /** It failed, and its script is gone. */
    MISSING_FAILED(Standing.NEITHER),
    /** It failed, and is later than any script that is here. */
    FUTURE_FAILED(Standing.NEITHER),
    /** The mark below which the database was taken as it was (D34). */
    BASELINE(Standing.NEITHER),
    /** It has not run, and need not: the baseline covers it (D34). */
    BELOW_BASELINE(Standing.NEITHER),
    /** A baseline script that was not needed (D34). */
    BASELINE_IGNORED(Standing.NEITHER),
    /** It has run, and was taken back. */
    UNDONE(Standing.NEITHER),
    /** It takes another one back, and has not been asked to. */
    AVAILABLE(Standing.NEITHER),
    /** It has run, and a repair has marked it as deleted. */
    DELETED(Standing.NEITHER),
    /** It is not meant for this database, its context or its labels: it will not run, and need not (D29). */
    SKIPPED(Standing.NEITHER);

    /** Whether the database has what the migration does. */
    enum Standing {
        /** It has. */
        APPLIED,
        /** It has not, although the migration is here. */
        UNAPPLIED,
        /** The question does not arise. */
        NEITHER
    }

    private final Standing standing;
    private final String label;

    MigrationState(Standing standing) {
        this.standing = standing;
        this.label = name().toLowerCase(Locale.ROOT);
    }

    Standing standing() {
        return standing;
    }

    /** The value of the label {@code state}. */
    public String label() {
        return label;
    }
}
