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

    private final CharSequence sql;
    private final int end;
    private int at;
    /** Comments nest in the standard and not in MySQL; one that never ends by the standard shows that they do not here. */
    private boolean nestedComments = true;
    /** A hash begins a comment of MySQL; inside a statement it is an operator of PostgreSQL. */
    private boolean hashComments = true;

    private SqlScanner(CharSequence sql) {
        this.sql = sql;
        this.end = Math.min(sql.length(), MAX_SCANNED);
    }

    /** The operation of a statement. One that begins with its verb, as most do, is known without an object. */
    static SqlOperation operation(CharSequence sql) {
        int end = Math.min(sql.length(), MAX_SCANNED);
        int from = 0;
        while (from < end && sql.charAt(from) <= ' ') {
            from++;
        }
        SqlOperation verb = verb(sql, from, wordEnd(sql, from, end));
        return verb == SqlOperation.OTHER ? new SqlScanner(sql).operation() : verb;
    }

    private SqlOperation operation() {
        int from = toWord();
        while (isWord(from, at, "WITH")) {
            SqlOperation verb = afterCommonTables();
            if (verb != SqlOperation.OTHER || at >= end) {
                return verb;
            }
            from = toWord();
        }
        SqlOperation verb = verb(sql, from, at);
        if (verb != SqlOperation.OTHER) {
            return verb;
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
                || isWord(at, to, "DEFERRABLE")
                || isWord(at, to, "NOT");
        return transaction ? SqlOperation.TRANSACTION : SqlOperation.CALL;
    }

    /**
     * Behind WITH: the first verb outside all parentheses, once a table expression has been closed, but no name behind a
     * comma. VALUES, TABLE and their like could be names there, and count only right behind it. Stops before a statement
     * in parentheses.
     */
    private SqlOperation afterCommonTables() {
        hashComments = false;
        int depth = 0;
        boolean closed = false;
        char before = ' ';
        while (true) {
            skipBlanks();
            if (at >= end) {
                return SqlOperation.OTHER;
            }
            char next = sql.charAt(at);
            if (next == '(') {
                if (depth == 0 && before == ')') {
                    return SqlOperation.OTHER;
                }
                depth++;
                at++;
            } else if (next == ')') {
                depth = Math.max(0, depth - 1);
                at++;
                closed |= depth == 0;
            } else if (isWordStart(next)) {
                int from = at;
                skipWord();
                SqlOperation verb = depth == 0 && closed ? verb(sql, from, at) : SqlOperation.OTHER;
                if (verb != SqlOperation.OTHER && (before == ')' || (before != ',' && isReserved(from, at)))) {
                    return verb;
                }
            } else {
                skipQuotedOrOne();
            }
            before = next;
        }
    }

    /** Words that are hardly the name of a column. */
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

    /** One that never ends by the standard ends at its first end. */
    private void skipComment() {
        int executed = isAt(at + 2, 'M') ? at + 3 : at + 2;
        if (isAt(executed, '!')) { // MySQL, or MariaDB alone, executes its content
            at = executed + 1;
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
                depth = nestedComments ? depth - 1 : 0;
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
        nestedComments &= depth == 0; // else each comment to come would be read to the end of the text again
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
        at++;
        while (at < end && sql.charAt(at) != quote) {
            at++;
        }
        at = Math.min(end, at + 1);
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
        int quote = at;
        int length = tag + 1 - at;
        at = tag + 1;
        while (at < end && !isSame(quote, at, length)) {
            at++;
        }
        at = Math.min(end, at + length);
    }

    private boolean isSame(int from, int other, int length) {
        for (int i = 0; i < length; i++) {
            if (other + i >= end || sql.charAt(other + i) != sql.charAt(from + i)) {
                return false;
            }
        }
        return true;
    }

    /** Goes behind the first word, and returns where it begins. */
    private int toWord() {
        toVerb();
        int from = at;
        skipWord();
        return from;
    }

    private void skipWord() {
        at = wordEnd(at);
    }

    private int wordEnd(int from) {
        return wordEnd(sql, from, end);
    }

    private static int wordEnd(CharSequence sql, int from, int end) {
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

    private static boolean isWord(CharSequence sql, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if ((sql.charAt(from + i) & ~0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static SqlOperation verb(CharSequence sql, int from, int to) {
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
