// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import dev.narthex.core.Application;
import dev.narthex.core.Count;
import dev.narthex.core.Cube;
import dev.narthex.core.Distribution;
import dev.narthex.core.Family;
import java.util.List;

/**
 * The cubes of the database metrics, and the places of their measures. Immutable.
 *
 * @param executions what was executed
 * @param errors what was raised
 */
record SqlCubes(
        Cube<SqlKey> executions,
        Cube<SqlErrorKey> errors,
        Count statements,
        Count batched,
        Count rows,
        Count rowsUnknown,
        Count fetchTime,
        Distribution duration) {

    static SqlCubes of(List<Family> families, Application application) {
        int maxCells = application.settings().maxCells();
        Cube<SqlKey> executions = Cube.<SqlKey>builder("db_executions")
                .records(SqlFamilies.STATEMENTS)
                .records(SqlFamilies.BATCHED)
                .records(SqlFamilies.ROWS)
                .records(SqlFamilies.ROWS_UNKNOWN)
                .records(SqlFamilies.FETCH_TIME)
                .records(SqlFamilies.DURATION)
                .folding(SqlKey::folded)
                .maxCells(maxCells)
                .published(families)
                .histograms(application.settings().histograms())
                .exemplars(application, List.of(SqlFamilies.DURATION))
                .build();
        Cube<SqlErrorKey> errors = Cube.<SqlErrorKey>builder("db_errors")
                .records(SqlFamilies.ERRORS)
                .folding(SqlErrorKey::folded)
                .maxCells(maxCells)
                .build();
        return new SqlCubes(
                executions,
                errors,
                executions.count(SqlFamilies.STATEMENTS),
                executions.count(SqlFamilies.BATCHED),
                executions.count(SqlFamilies.ROWS),
                executions.count(SqlFamilies.ROWS_UNKNOWN),
                executions.count(SqlFamilies.FETCH_TIME),
                executions.distribution(SqlFamilies.DURATION));
    }

    List<Cube<?>> all() {
        return List.of(executions, errors);
    }
}
