// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.databases;

import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A real database, and how it spells what others spell in another way.
 *
 * @param source to its driver itself
 * @param vendor its label
 * @param upsert writes the row 9, whether it is there or not
 * @param procedure makes the procedure {@code restock}; null where there are none
 * @param endless never ends
 * @param connection the driver's own interface or class
 */
record Database(
        DataSource source,
        String vendor,
        String upsert,
        @Nullable String procedure,
        String endless,
        Class<? extends Connection> connection) {

    /** The table as every step finds it, and what the vendor has of procedures. */
    List<String> preparation() {
        List<String> table = List.of(
                "DROP TABLE IF EXISTS book",
                "CREATE TABLE book (id INT PRIMARY KEY, title VARCHAR(100) NOT NULL)",
                "INSERT INTO book VALUES (1, 'one'), (2, 'two'), (3, 'three')");
        return procedure == null
                ? table
                : Stream.concat(table.stream(), Stream.of(procedure)).toList();
    }
}
