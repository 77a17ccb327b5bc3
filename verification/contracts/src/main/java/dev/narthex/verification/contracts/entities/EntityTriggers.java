// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts.entities;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Triggers that count the rows of a table where nothing of ours can, in the transaction that changes them. */
final class EntityTriggers {

    private final DataSource database;

    EntityTriggers(DataSource database) {
        this.database = database;
    }

    void put(String... tables) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists counted");
            statement.execute("create table counted (model text, operation text)");
            statement.execute("""
                    create or replace function count_row() returns trigger language plpgsql as $$
                    begin
                      insert into counted values (tg_table_name, tg_op);
                      return null;
                    end $$
                    """);
            for (String table : tables) {
                statement.execute("create trigger counted after insert or update or delete on " + table
                        + " for each row execute function count_row()");
            }
        }
    }

    /** How many rows were changed by what was committed, as samples of the page. */
    SortedMap<String, Double> counted() throws SQLException {
        SortedMap<String, Double> counted = new TreeMap<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select model, operation, count(*) from counted group by 1, 2")) {
            while (rows.next()) {
                String operation = rows.getString(2).toLowerCase(Locale.ROOT);
                counted.put(
                        "django_model_%ss_total{model=\"%s\"}".formatted(operation, rows.getString(1)),
                        rows.getDouble(3));
            }
        }
        return counted;
    }
}
