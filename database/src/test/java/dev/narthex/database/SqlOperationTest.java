// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of the scanner: what is written in every dialect, and what it does. */
class SqlOperationTest {

    /** In a text block a statement is one line; {@code \n} stands for the end of a line. */
    private static String unescaped(String sql) {
        return sql.replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("BOM", "\uFEFF")
                .replace("NBSP", "\u00A0");
    }

    @ParameterizedTest // B39
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            SELECT | SELECT * FROM book
            SELECT | sElEcT 1
            SELECT | select'x'
            SELECT | SELECT*FROM book
            SELECT | SELECT"id"FROM book
            SELECT | SELECT/**/1
            SELECT | \\n\\t SELECT 1
            SELECT | BOMSELECT 1
            SELECT | NBSPSELECT 1
            SELECT | ;; SELECT 1
            SELECT | (SELECT 1)
            SELECT | ((SELECT 1) UNION (SELECT 2)) ORDER BY 1
            SELECT | SELECT id INTO copy FROM book
            SELECT | SELECT * FROM book FOR UPDATE
            SELECT | SELECT 'INSERT INTO book'
            SELECT | VALUES (1), (2)
            SELECT | TABLE book
            SELECT | -- all books\\nSELECT 1
            SELECT | --all books\\nSELECT 1
            SELECT | # all books\\nSELECT 1
            SELECT | /* DELETE */ SELECT 1
            SELECT | /*+ INDEX(book book_pk) */ SELECT 1
            SELECT | /* outer /* inner */ DELETE */ SELECT 1
            SELECT | /* not nested /* in MySQL */ SELECT 1
            SELECT | /*!40001 SELECT */ SQL_NO_CACHE 1
            SELECT | /*! SELECT */ 1
            SELECT | /*M!100100 SELECT */ 1
            SELECT | /*!50000 */ SELECT 1
            SELECT | WITH a AS (SELECT 1) SELECT * FROM a
            SELECT | WITH a(id) AS (VALUES (1)) SELECT * FROM a
            SELECT | WITH a AS (DELETE FROM book RETURNING id) SELECT * FROM a
            SELECT | WITH a AS (SELECT 1) (SELECT * FROM a)
            SELECT | WITH a AS (SELECT 1) VALUES (2)
            SELECT | WITH a AS (SELECT 1) TABLE a
            SELECT | WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n+1 FROM t) SEARCH DEPTH FIRST BY n SET o SELECT n FROM t
            SELECT | WITH a AS (SELECT ')' AS x, "DELETE)" FROM b) SELECT 1
            SELECT | WITH a AS (SELECT $$) DELETE $$) SELECT 1
            SELECT | WITH a AS (SELECT $tag$) $$ DELETE $tag$) SELECT 1
            SELECT | WITH a AS (SELECT [)] FROM b) SELECT 1
            SELECT | WITH a AS (SELECT `)` FROM b) SELECT 1
            SELECT | WITH a AS (SELECT $1) SELECT 1
            SELECT | WITH a AS (SELECT b #> '{c}' -- )\\n) SELECT 1
            SELECT | WITH a AS (SELECT 1), update AS (SELECT 2) SELECT 1
            SELECT | WITH insert AS (SELECT 2) SELECT 1
            SELECT | WITH a AS (SELECT 'it''s )') SELECT 1
            SELECT | WITH a AS (SELECT 1) (WITH b AS (SELECT 2) SELECT * FROM b)
            INSERT | INSERT INTO book VALUES (1)
            INSERT | insert into book select * from old
            INSERT | INSERT OR REPLACE INTO book VALUES (1)
            INSERT | /* a */ INSERT INTO book VALUES (1) /* b */
            INSERT | WITH a AS (SELECT 1) INSERT INTO book SELECT * FROM a
            INSERT | with a as materialized (select 1) insert into book select * from a
            UPDATE | UPDATE book SET title = 'x'
            UPDATE | /* a */ UPDATE book SET x = 1 /* b */
            UPDATE | WITH a AS (SELECT 1) UPDATE book SET x = 1
            UPDATE | WITH a AS (SELECT 1)/* why */UPDATE book SET x = 1
            DELETE | DELETE FROM book
            DELETE | WITH a AS (SELECT 1), b AS NOT MATERIALIZED (SELECT 2) DELETE FROM book
            MERGE | MERGE INTO book USING new ON (1 = 1) WHEN MATCHED THEN DELETE
            MERGE | REPLACE INTO book VALUES (1)
            MERGE | UPSERT INTO book VALUES (1)
            MERGE | WITH a AS (SELECT 1) MERGE INTO book USING a ON (1 = 1) WHEN MATCHED THEN DELETE
            CALL | CALL restock(1)
            CALL | {call restock(?)}
            CALL | { ? = call restock(?) }
            CALL | {?=call restock(?)}
            CALL | EXEC restock 1
            CALL | EXECUTE restock 1
            CALL | DO $$ BEGIN DELETE FROM book; END $$
            CALL | BEGIN restock(1); END;
            CALL | BEGIN :1 := 2; END;
            DDL | CREATE TABLE book (id INT)
            DDL | CREATE TABLE copy AS SELECT * FROM book
            DDL | create or replace view v as select 1
            DDL | ALTER TABLE book ADD x INT
            DDL | DROP TABLE book
            DDL | TRUNCATE TABLE book
            DDL | COMMENT ON TABLE book IS 'SELECT'
            DDL | RENAME TABLE book TO books
            DDL | GRANT SELECT ON book TO reader
            DDL | REVOKE SELECT ON book FROM reader
            TRANSACTION | BEGIN
            TRANSACTION | begin;
            TRANSACTION | BEGIN -- now
            TRANSACTION | BEGIN TRANSACTION
            TRANSACTION | BEGIN WORK
            TRANSACTION | BEGIN ISOLATION LEVEL SERIALIZABLE
            TRANSACTION | BEGIN READ ONLY
            TRANSACTION | BEGIN DEFERRABLE
            TRANSACTION | BEGIN NOT DEFERRABLE
            TRANSACTION | BEGIN IMMEDIATE
            TRANSACTION | BEGIN TRAN named
            TRANSACTION | START TRANSACTION
            TRANSACTION | START /* it */ TRANSACTION READ ONLY
            TRANSACTION | PREPARE TRANSACTION 'x'
            TRANSACTION | COMMIT
            TRANSACTION | COMMIT PREPARED 'x'
            TRANSACTION | ROLLBACK TO SAVEPOINT a
            TRANSACTION | SAVEPOINT a
            TRANSACTION | RELEASE SAVEPOINT a
            TRANSACTION | END
            TRANSACTION | ABORT
            TRANSACTION | XA START 'x'
            OTHER | SET search_path = a
            OTHER | SHOW TABLES
            OTHER | USE shop
            OTHER | DECLARE c CURSOR FOR SELECT 1
            OTHER | DESCRIBE book
            OTHER | UNLOCK TABLES
            OTHER | START SLAVE
            OTHER | EXPLAIN SELECT 1
            OTHER | EXPLAIN ANALYZE UPDATE book SET x = 1
            OTHER | PREPARE p AS SELECT 1
            OTHER | PRAGMA table_info(book)
            OTHER | LOCK TABLE book
            OTHER | COPY book FROM STDIN
            OTHER | SELECTED 1
            OTHER | SELECT_1
            OTHER | SELECT$1
            OTHER | 1 SELECT
            OTHER | "SELECT" 1
            OTHER | 'SELECT'
            OTHER | WITH
            OTHER | WITH a
            OTHER | WITH a AS (SELECT 1
            OTHER | WITH a AS (SELECT 1)
            OTHER | -- SELECT 1
            OTHER | /* SELECT 1
            OTHER | ((((
            OTHER | ;;;
            """)
    void theOperationIsTheMainVerb(SqlOperation operation, String sql) {
        assertThat(SqlOperation.of(unescaped(sql))).isEqualTo(operation);
    }

    @ParameterizedTest // B40
    @ValueSource(strings = {"", " ", "\n", "\uFEFF", "\0", "\uD83D", "?", "/", "-", "#", "$", "$$", "*/"})
    void whatIsNoStatementIsOther(String sql) {
        assertThat(SqlOperation.of(sql)).isEqualTo(SqlOperation.OTHER);
        assertThat(SqlOperation.of(null)).isEqualTo(SqlOperation.OTHER);
    }

    @Test // B40
    void fiveMegabytesOfParametersAreASelect() {
        String sql = "WITH a AS (SELECT 1) SELECT * FROM book WHERE id IN (" + "?,".repeat(2_500_000) + "?)";

        assertThat(SqlOperation.of(sql)).isEqualTo(SqlOperation.SELECT);
    }

    @Test // B40
    void aVerbBehindSixtyFourKilobytesOfCommentIsNotLookedFor() {
        assertThat(SqlOperation.of("/*" + "x".repeat(60_000) + "*/ SELECT 1")).isEqualTo(SqlOperation.SELECT);
        assertThat(SqlOperation.of("/*" + "x".repeat(70_000) + "*/ SELECT 1")).isEqualTo(SqlOperation.OTHER);
        assertThat(SqlOperation.of("WITH a AS (SELECT '" + "x".repeat(70_000) + "') DELETE FROM b"))
                .isEqualTo(SqlOperation.OTHER);
    }

    private static final String[] PIECES = {
        "SELECT",
        "WITH",
        "AS",
        "INSERT",
        "UPDATE",
        "DELETE",
        "VALUES",
        "TABLE",
        "BEGIN",
        "START",
        "TRANSACTION",
        "(",
        ")",
        ",",
        ";",
        "{",
        "}",
        "?",
        "=",
        "'",
        "\"",
        "`",
        "[",
        "]",
        "$",
        "$$",
        "$a$",
        "$1",
        "/*",
        "*/",
        "/*!",
        "/*+",
        "--",
        "#",
        "\n",
        " ",
        "\uFEFF",
        "\0",
        "\uD83D",
        "\uDE00",
        "ſELECT",
        "ınsert",
        "0",
        "x"
    };

    private static String random(Random random, int pieces) {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            sql.append(PIECES[random.nextInt(PIECES.length)]);
            if (random.nextInt(3) == 0) {
                sql.append(' ');
            }
        }
        return sql.toString();
    }

    @RepeatedTest(20) // B39; a failure names its text, so it can be repeated
    void whateverIsWrittenHasAnOperation(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 2_000; i++) {
            String sql = random(random, random.nextInt(60));
            assertThat(SqlOperation.of(sql)).as(sql).isNotNull();
        }
    }

    /** Each repeated as often as it fits in what is scanned. */
    @ParameterizedTest // B39
    @ValueSource(
            strings = {
                "WITH a AS () (",
                "WITH()(",
                "/*/**/",
                "/* /* */",
                "/*",
                "(",
                ")",
                "$a",
                "$a$",
                "$$ $",
                "'",
                "\"a",
                "[",
                "-- ",
                "#",
                "*/",
                "$1",
                "SELECT ",
                "WITH ",
                "a(",
                "/*!",
                "\uFEFF",
                "ab"
            })
    void theWorkIsLinear(String piece) {
        CountedText text = new CountedText("WITH a AS (SELECT 1) " + piece.repeat(60_000 / piece.length()));
        CountedText alone = new CountedText(piece.repeat(60_000 / piece.length()));

        assertThat(SqlScanner.operation(text)).isNotNull();
        assertThat(SqlScanner.operation(alone)).isNotNull();

        assertThat(text.reads()).isLessThan(20L * text.length());
        assertThat(alone.reads()).isLessThan(20L * alone.length());
    }

    /** A text that counts how often it is looked at. */
    private static final class CountedText implements CharSequence {

        private final String text;
        private long reads;

        CountedText(String text) {
            this.text = text;
        }

        long reads() {
            return reads;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            reads++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            reads += end - start;
            return text.subSequence(start, end);
        }
    }
}
