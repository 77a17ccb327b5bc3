// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Application;
import dev.narthex.core.Buckets;
import dev.narthex.core.Cube;
import dev.narthex.core.Dimension;
import dev.narthex.core.Family;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.Measure;
import dev.narthex.core.Rollup;
import dev.narthex.core.Sampled;
import dev.narthex.core.Settings;
import dev.narthex.core.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a watcher gets: everything once, and then what has changed. */
class LivePageTest {

    record Visit(String view) {}

    private static final Dimension<Visit> VIEW = Dimension.open("view", Visit::view);
    private static final Measure<Visit> VISITS = Measure.count("visits", Unit.ONE);
    private static final Measure<Visit> STATEMENTS = Measure.distribution("statements", Unit.ONE);

    private long nanos = 5_000_000_000L;
    private final Application application =
            Application.of(Settings.builder().live(true).build(), () -> nanos);
    private final LivePage page = LivePage.of(application);
    private final List<Sampled.Sample> migrations = new ArrayList<>();
    private int readings;
    private Visits visits;

    /** Publishes nothing; only the live page reads it. */
    private record Visits(Cube<Visit> cube, List<Family> watched) implements Instrumentation {

        @Override
        public String name() {
            return "visits";
        }

        @Override
        public List<Cube<?>> cubes() {
            return List.of(cube);
        }

        @Override
        public List<Family> families() {
            return List.of();
        }

        void visit(String view, long statements) {
            cube.cell(new Visit(view)).count();
            cube.cell(new Visit(view)).observe(cube.distribution(STATEMENTS), statements);
        }
    }

    @BeforeEach
    void add() {
        List<Family> families = List.of(
                Rollup.counter(VISITS, "django_http_requests_total", "Visits.").by(VIEW),
                Rollup.counter(VISITS, "django_of_no_interest_total", "Visits.").by(VIEW),
                Rollup.histogram(STATEMENTS, "django_http_view_db_queries", "Statements.", Buckets.of(Unit.ONE, 0, 5))
                        .by(VIEW),
                new Sampled(
                        "django_migrations", "Migrations.", Family.Type.GAUGE, List.of("state"), this::readMigrations));
        Cube<Visit> cube = Cube.<Visit>builder("visits")
                .records(VISITS)
                .records(STATEMENTS)
                .published(families)
                .build();
        visits = new Visits(cube, families);
        application.add(visits);
    }

    private List<Sampled.Sample> readMigrations() {
        readings++;
        return List.copyOf(migrations);
    }

    private String ask(String cursor) {
        LivePage.Answer answer = Objects.requireNonNull(page.answer("data", cursor));
        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(answer.isData()).isTrue();
        return answer.text();
    }

    private String askASecondLater(String cursor) {
        nanos += 1_000_000_000;
        return ask(cursor);
    }

    private static String cursor(String answer) {
        return first("\"cursor\":\"([^\"]+)\"", answer);
    }

    /** The number of the series with this label. */
    private static String series(String family, String label, String answer) {
        String id = first("\\[(\\d+),\"" + family + "\"", answer);
        return first("\\[(\\d+)," + id + ",\\{" + Pattern.quote(label) + "\\}\\]", answer);
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }

    @Test
    void theFirstAnswerHasEverythingAndTheNextWhatHasChanged() {
        visits.visit("home", 0);
        visits.visit("home", 7);
        visits.visit("list", 2);

        String whole = ask("");

        assertThat(whole)
                .contains("\"whole\":true", "\"millis\":5000,", "\"jvm_info\"")
                .doesNotContain("of_no_interest");
        String home = series("django_http_requests_total", "\"view\":\"home\"", whole);
        String homeQueries = series("django_http_view_db_queries", "\"view\":\"home\"", whole);
        String list = series("django_http_requests_total", "\"view\":\"list\"", whole);
        assertThat(whole)
                .contains("\"django_http_view_db_queries\",0,5,null]")
                .contains("[" + home + ",2]", "[" + list + ",1]", "[" + homeQueries + ",7,0,1,2,1]");

        visits.visit("home", 3);
        String delta = askASecondLater(cursor(whole));

        assertThat(delta)
                .contains("\"whole\":false", "\"millis\":6000,", "\"families\":[]", "\"series\":[]")
                .contains("[" + home + ",3]", "[" + homeQueries + ",10,0,1,1,1,2,1]")
                .doesNotContain("[" + list + ",");
    }

    @Test
    void anAnswerThatGotLostIsMadeGoodByTheNext() {
        String whole = ask("");
        visits.visit("late", 1);
        String lost = askASecondLater(cursor(whole));
        String again = askASecondLater(cursor(whole));

        String late = series("django_http_requests_total", "\"view\":\"late\"", lost);
        assertThat(series("django_http_requests_total", "\"view\":\"late\"", again))
                .isEqualTo(late);
        assertThat(again).contains("[" + late + ",1]");
    }

    @Test
    void aCursorOfAnotherWatchOrOfTheFutureOrOfNobodyGetsEverything() {
        visits.visit("home", 0);
        String cursor = cursor(ask(""));

        for (String strange : List.of(
                cursor(Objects.requireNonNull(LivePage.of(application).answer("data", ""))
                        .text()),
                cursor.replaceAll("\\.\\d+$", ".9"),
                cursor + "999999999999999999999",
                cursor.replaceAll("\\.\\d+$", ".-1"),
                "x")) {
            assertThat(askASecondLater(strange)).as(strange).contains("\"whole\":true", "\"view\":\"home\"");
        }
        assertThat(askASecondLater(cursor)).contains("\"whole\":false");
    }

    @Test
    void watchersWhoAskAtTheSameTimeShareASampleAndNobodyIsReadOtherwise() {
        assertThat(readings).isZero();
        ask("");
        nanos += 200_000_000;
        ask("");
        assertThat(readings).isEqualTo(1);
        nanos += 200_000_000;
        ask("");
        assertThat(readings).isEqualTo(2);
    }

    @Test
    void whatIsNoLongerSampledIsAbsentAndNotAsItWas() {
        migrations.add(new Sampled.Sample(List.of("pending"), 2));
        String whole = ask("");
        String pending = series("django_migrations", "\"state\":\"pending\"", whole);
        assertThat(whole).contains("[" + pending + ",2]");

        migrations.clear();
        assertThat(askASecondLater(cursor(whole))).contains("[" + pending + ",null]");
    }

    @Test
    void aLabelIsWrittenSoThatNobodyTakesItForMarkup() {
        visits.visit("</script><b>\"\\\u0007\n\ud83d\udcda", 0);

        assertThat(ask("")).contains("\"view\":\"\\u003c/script>\\u003cb>\\\"\\\\\\u0007\\u000a\\ud83d\\udcda\"");
    }

    @Test
    void whatFailsIsLeftOutAndTheRestIsThere() {
        application.add(new Instrumentation() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public List<Cube<?>> cubes() {
                return List.of();
            }

            @Override
            public List<Family> families() {
                return List.of();
            }

            @Override
            public List<Family> watched() {
                return List.of(new Sampled("django_cache_entries", "Entries.", Family.Type.GAUGE, List.of(), () -> {
                    throw new IllegalStateException("broken");
                }));
            }
        });
        visits.visit("home", 0);

        String whole = ask("");

        assertThat(whole).contains("\"view\":\"home\"").doesNotContain("django_cache_entries");
        String failures = series(
                "narthex_instrumentation_errors_total", "\"instrumentation\":\"live\"", whole + askASecondLater(""));
        assertThat(askASecondLater("")).contains("[" + failures + ",");
    }
}
