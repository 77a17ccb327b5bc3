// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.databases;

import dev.narthex.testkit.Change;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What has been counted, in few words: {@code INSERT 5, calls 1, many 5, rows INSERT 4, error UniqueViolation 1}. */
final class Outcome {

    private record Word(String family, String word, String label) {}

    private static final List<Word> WORDS = List.of(
            new Word("django_db_execute_total", "", "operation"),
            new Word("django_db_query_duration_seconds_count", "calls", ""),
            new Word("django_db_execute_many_total", "many", ""),
            new Word("django_db_rows_total", "rows", "operation"),
            new Word("django_db_rows_unknown_total", "unknown", "operation"),
            new Word("django_db_errors_total", "error", "type"),
            new Word("narthex_instrumentation_errors_total", "OUR ERRORS", ""));

    private Outcome() {}

    static String of(Change change) {
        return WORDS.stream()
                .flatMap(word -> change.samples(word.family()).lines().map(line -> told(word, line)))
                .collect(Collectors.joining(", "));
    }

    private static String told(Word word, String line) {
        Matcher label = Pattern.compile(word.label() + "=\"([^\"]*)\"").matcher(line);
        String value = !word.label().isEmpty() && label.find() ? label.group(1) : "";
        String number = line.substring(line.lastIndexOf(' ') + 1).replace(".0", "");
        return Stream.of(word.word(), value, number)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
