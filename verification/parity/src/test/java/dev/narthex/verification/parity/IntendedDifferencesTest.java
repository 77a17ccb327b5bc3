// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What may differ is said once, by few causes, each of which somebody else can look up. */
class IntendedDifferencesTest {

    private static final int AT_MOST = 12;

    private static final Pattern DEFECT = Pattern.compile("defect of `(\\w+)`: “(.{20,})”");
    private static final Pattern SPECIFICATION =
            Pattern.compile("specification: \\[[^]]+]\\(https://(www\\.rfc-editor\\.org|www\\.iana\\.org)/\\S+\\)");
    private static final Pattern NAME = Pattern.compile("name that only the language gives: .+");

    /** What such names may move. */
    private static final Pattern NAMED =
            Pattern.compile("django_(http_exceptions_total_by_type|db_errors)_total\\{.*type=\"\\w+\".*}"
                    + "|\\w+\\{.*view=\"(shop\\.views|SpecimenController)\\.unnamed\"}"
                    + "|django_cache_get_\\w+\\{backend=\"(locmem|caffeine|filebased|ehcache)\"}");

    private final IntendedDifferences intended = IntendedDifferences.parse(Reference.text("parity.md"));

    @Test
    void causesAreFewAndNumbered() {
        assertThat(intended.causes()).hasSizeBetween(1, AT_MOST);
        assertThat(intended.causes().keySet())
                .isEqualTo(IntStream.rangeClosed(1, intended.causes().size())
                        .boxed()
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyCauseCitesWhatAllowsIt() {
        Map<String, String> defects = Reference.defects();
        intended.causes().values().forEach(cause -> {
            assertThat(cause.sources()).isNotEmpty();
            cause.sources().forEach(source -> assertCitable(source, defects));
            assertThat(cause.why()).isNotBlank();
        });
    }

    private static void assertCitable(String source, Map<String, String> defects) {
        Matcher defect = DEFECT.matcher(source);
        if (defect.matches()) {
            assertThat(defects).containsKey(defect.group(1));
            assertThat(defects.get(defect.group(1))).contains(defect.group(2));
        } else {
            assertThat(SPECIFICATION.matcher(source).matches()
                            || NAME.matcher(source).matches())
                    .as(source)
                    .isTrue();
        }
    }

    @Test
    void everyCauseMovesSomethingAndEverySampleIsMovedByKnownCauses() {
        Set<Integer> atWork = intended.moved().values().stream()
                .flatMap(moved -> moved.shares().keySet().stream())
                .collect(Collectors.toSet());

        assertThat(atWork).isEqualTo(intended.causes().keySet());
    }

    @Test
    void namesMoveNothingButTheLabelThatTheyAre() {
        intended.moved().values().stream()
                .filter(moved -> moved.shares().keySet().stream().anyMatch(cause -> NAME.matcher(
                                intended.causes().get(cause).sources().get(0))
                        .matches()))
                .forEach(moved -> assertThat(moved.sample()).matches(NAMED));
    }

    @Test
    void everySampleIsThereOrHere() {
        assertThat(intended.moved().values())
                .noneMatch(moved -> moved.theirs().equals(IntendedDifferences.ABSENT)
                        && moved.ours().equals(IntendedDifferences.ABSENT));
    }

    @Test
    void aSampleThatIsTheSameHasSeveralCauses() {
        intended.moved().values().stream()
                .filter(moved -> moved.theirs().equals(moved.ours()))
                .forEach(moved -> assertThat(moved.shares()).as(moved.sample()).hasSizeGreaterThan(1));
    }

    @Test
    void theSharesOfTheCausesAddUp() {
        assertThat(intended.moved()).isNotEmpty();
        intended.moved().values().forEach(moved -> {
            int shares =
                    moved.shares().values().stream().mapToInt(Integer::intValue).sum();

            assertThat(number(moved.theirs()) + shares).as(moved.sample()).isEqualTo(number(moved.ours()));
        });
    }

    private static int number(String cell) {
        return cell.equals(IntendedDifferences.ABSENT) ? 0 : Integer.parseInt(cell);
    }
}
