// SPDX-License-Identifier: Apache-2.0
package dev.narthex.database;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the main verb of a statement without parsing it. It walks over the text once, forwards: blanks, comments (nested
 * ones too; PostgreSQL, H2), quoted text (standard, dollar quotes of PostgreSQL, brackets of SQL Server, backticks of
 * MySQL), and the parentheses of common table expressions. Not thread-safe; lives as long as one question.
 */
final class SqlScanner {

    /** A longer preamble is not read; what follows is {@link SqlOperation#OTHER}. */
    private static final int MAX_SCANNED = 1 << 16;

    private record Verb(String word, SqlOperation operation) {}

    /** By the first letter. */
    private static final List<List<Verb>> VERBS = verbs();

    private final String sql;
    private final int end;
    private int at;
    /** A hash begins a comment of MySQL; inside a statement it is an operator of PostgreSQL. */
    private boolean hashComments = true;

    private SqlScanner(String sql) {
        this.sql = sql;
        this.end = Math.min(sql.length(), MAX_SCANNED);
    }

    /** The operation of a statement. One that begins with its verb, as most do, is known without an object. */
    static SqlOperation operation(String sql) {
        int end = Math.min(sql.length(), MAX_SCANNED);
        int from = 0;
        while (from < end && sql.charAt(from) <= ' ') {
            from++;
        }
        SqlOperation verb = verb(sql, from, wordEnd(sql, from, end));
        return verb == SqlOperation.OTHER ? new SqlScanner(sql).operation() : verb;
    }

    private SqlOperation operation() {
        toVerb();
        int from = at;
        skipWord();
        SqlOperation verb = verb(sql, from, at);
        if (verb != SqlOperation.OTHER) {
            return verb;
        }
        if (isWord(from, at, "WITH")) {
            return afterCommonTables();
        }
        if (isWord(from, at, "BEGIN")) {
            return begins();
        }
        if (isWord(from, at, "START") || isWord(from, at, "PREPARE")) {
            toVerb();
            return isWord(at, wordEnd(at), "TRANSACTION") ? SqlOperation.TRANSACTION : SqlOperation.OTHER;
        }
        return SqlOperation.OTHER;
    }

    /** BEGIN begins a transaction, or a block of code of Oracle. */
    private SqlOperation begins() {
        skipBlanks();
        int to = wordEnd(at);
        boolean transaction = at == end
                || sql.charAt(at) == ';'
                || isWord(at, to, "TRANSACTION")
                || isWord(at, to, "TRAN")
                || isWord(at, to, "WORK")
                || isWord(at, to, "ISOLATION")
                || isWord(at, to, "READ")
                || isWord(at, to, "DEFERRED")
                || isWord(at, to, "IMMEDIATE")
                || isWord(at, to, "EXCLUSIVE")
                || isWord(at, to, "CONCURRENT")
                || isWord(at, to, "NOT");
        return transaction ? SqlOperation.TRANSACTION : SqlOperation.CALL;
    }

    /**
     * Behind WITH: the first verb outside all parentheses, once a table expression has been closed. VALUES, TABLE and
     * their like could be names there, and count only right behind it; so does a statement in parentheses.
     */
    private SqlOperation afterCommonTables() {
        hashComments = false;
        int depth = 0;
        boolean closed = false;
        boolean justClosed = false;
        while (true) {
            skipBlanks();
            if (at >= end) {
                return SqlOperation.OTHER;
            }
            char next = sql.charAt(at);
            if (next == '(') {
                if (depth == 0 && justClosed) {
                    return operation();
                }
                depth++;
                at++;
            } else if (next == ')') {
                depth = Math.max(0, depth - 1);
                at++;
                justClosed = depth == 0;
                closed |= justClosed;
                continue;
            } else if (isWordStart(next)) {
                int from = at;
                skipWord();
                SqlOperation verb = depth == 0 && closed ? verb(sql, from, at) : SqlOperation.OTHER;
                if (verb != SqlOperation.OTHER && (justClosed || isReserved(from, at))) {
                    return verb;
                }
            } else {
                skipQuotedOrOne();
            }
            justClosed = false;
        }
    }

    /** Words that no dialect takes as the name of a column or a table. */
    private boolean isReserved(int from, int to) {
        return isWord(from, to, "SELECT")
                || isWord(from, to, "INSERT")
                || isWord(from, to, "UPDATE")
                || isWord(from, to, "DELETE")
                || isWord(from, to, "MERGE");
    }

    /** Skips what may stand before the first verb. */
    private void toVerb() {
        while (true) {
            skipBlanks();
            if (at >= end || "(;{?=)".indexOf(sql.charAt(at)) < 0) {
                return;
            }
            at++;
        }
    }

    /** Skips blanks and comments. */
    private void skipBlanks() {
        while (at < end) {
            char next = sql.charAt(at);
            if (next <= ' ' || next == '\uFEFF' || Character.isWhitespace(next) || next == '\u00A0') {
                at++;
            } else if ((next == '#' && hashComments) || (next == '-' && isAt(at + 1, '-'))) {
                skipLine();
            } else if (next == '/' && isAt(at + 1, '*')) {
                skipComment();
            } else if (next == '*' && isAt(at + 1, '/')) {
                at += 2; // the end of a comment that MySQL executes
            } else {
                return;
            }
        }
    }

    private void skipLine() {
        while (at < end && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
            at++;
        }
    }

    /** Comments nest in the standard and not in MySQL; one that never ends by the standard ends at its first end. */
    private void skipComment() {
        if (isAt(at + 2, '!')) { // MySQL executes its content
            at += 3;
            while (at < end && Character.isDigit(sql.charAt(at))) {
                at++;
            }
            return;
        }
        int depth = 1;
        int firstEnd = end;
        int position = at + 2;
        while (position < end && depth > 0) {
            if (sql.charAt(position) == '*' && isAt(position + 1, '/')) {
                depth--;
                position += 2;
                firstEnd = Math.min(firstEnd, position);
            } else if (sql.charAt(position) == '/' && isAt(position + 1, '*')) {
                depth++;
                position += 2;
            } else {
                position++;
            }
        }
        at = depth == 0 ? position : firstEnd;
    }

    private void skipQuotedOrOne() {
        char next = sql.charAt(at);
        switch (next) {
            case '\'', '"', '`' -> skipTo(next);
            case '[' -> skipTo(']');
            case '$' -> skipDollarQuote();
            default -> at++;
        }
    }

    /** A doubled quote ends one quotation and begins the next, which comes to the same. */
    private void skipTo(char quote) {
        int close = sql.indexOf(quote, at + 1);
        at = close < 0 ? end : Math.min(end, close + 1);
    }

    private void skipDollarQuote() {
        int tag = at + 1;
        while (tag < end && isWordPart(sql.charAt(tag)) && sql.charAt(tag) != '$') {
            tag++;
        }
        if (!isAt(tag, '$') || (tag > at + 1 && Character.isDigit(sql.charAt(at + 1)))) {
            at++;
            return;
        }
        String quote = sql.substring(at, tag + 1);
        int close = sql.indexOf(quote, tag + 1);
        at = close < 0 ? end : Math.min(end, close + quote.length());
    }

    private void skipWord() {
        at = wordEnd(at);
    }

    private int wordEnd(int from) {
        return wordEnd(sql, from, end);
    }

    private static int wordEnd(String sql, int from, int end) {
        int to = from;
        while (to < end && isWordPart(sql.charAt(to))) {
            to++;
        }
        return to;
    }

    private boolean isAt(int position, char expected) {
        return position < end && sql.charAt(position) == expected;
    }

    private boolean isWord(int from, int to, String word) {
        return isWord(sql, from, to, word);
    }

    private static boolean isWord(String sql, int from, int to, String word) {
        return to - from == word.length() && sql.regionMatches(true, from, word, 0, word.length());
    }

    private static SqlOperation verb(String sql, int from, int to) {
        int letter = from < to ? (sql.charAt(from) | 0x20) - 'a' : -1;
        if (letter < 0 || letter >= VERBS.size()) {
            return SqlOperation.OTHER;
        }
        List<Verb> candidates = VERBS.get(letter);
        for (int i = 0; i < candidates.size(); i++) {
            if (isWord(sql, from, to, candidates.get(i).word())) {
                return candidates.get(i).operation();
            }
        }
        return SqlOperation.OTHER;
    }

    private static boolean isWordStart(char candidate) {
        return Character.isLetter(candidate) || candidate == '_';
    }

    private static boolean isWordPart(char candidate) {
        return isWordStart(candidate) || Character.isDigit(candidate) || candidate == '$';
    }

    private static List<List<Verb>> verbs() {
        List<List<Verb>> byLetter = new ArrayList<>();
        for (char letter = 'a'; letter <= 'z'; letter++) {
            byLetter.add(new ArrayList<>());
        }
        put(byLetter, SqlOperation.SELECT, "SELECT", "VALUES", "TABLE");
        put(byLetter, SqlOperation.INSERT, "INSERT");
        put(byLetter, SqlOperation.UPDATE, "UPDATE");
        put(byLetter, SqlOperation.DELETE, "DELETE");
        put(byLetter, SqlOperation.MERGE, "MERGE", "REPLACE", "UPSERT");
        put(byLetter, SqlOperation.CALL, "CALL", "EXEC", "EXECUTE", "DO");
        put(byLetter, SqlOperation.DDL, "CREATE", "ALTER", "DROP", "TRUNCATE", "RENAME", "COMMENT", "GRANT", "REVOKE");
        put(byLetter, SqlOperation.TRANSACTION, "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "END", "ABORT", "XA");
        return byLetter.stream().map(List::copyOf).toList();
    }

    private static void put(List<List<Verb>> byLetter, SqlOperation operation, String... words) {
        for (String word : words) {
            byLetter.get(word.charAt(0) - 'A').add(new Verb(word, operation));
        }
    }
}
