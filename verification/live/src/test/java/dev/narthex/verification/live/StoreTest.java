// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the browser makes of the answers: sums in windows, percentiles, counters that begin anew. */
class StoreTest {

    /** An answer a second, with a counter and a histogram of these values. */
    private static final String STORE = """
            async () => {
              const {Store} = await import('/metrics/live/store.js');
              const store = new Store();
              let second = 0;
              const families = [[0, 'visits_total'], [1, 'seconds', 0.1, 0.2, 0.4, null], [2, 'jvm_uptime_seconds']];
              const series = [[0, 0, {view: 'home'}], [1, 1, {view: 'home'}], [2, 2, {}]];
              const hear = (visits, buckets = [], {apart = 1, whole = false, application = 'one'} = {}) => {
                second += apart;
                const first = second === apart || whole;
                store.take({
                  millis: second * 1000, age: 60000 + second * 1000, application, whole: first,
                  families: first ? families : [], series: first ? series : [],
                  values: [[0, visits], [1, 1.5, ...buckets], [2, 1000 + second]],
                }, second * 1000);
              };
              %s
            }""";

    private static Chromium chromium;
    private static Visited application;
    private static Page page;

    @BeforeAll
    static void open() throws Exception {
        application = Visited.open();
        chromium = Chromium.start();
        page = chromium.open(application.url(), Chromium.DESK_WIDTH, ColorScheme.LIGHT);
    }

    @AfterAll
    static void close() throws Exception {
        chromium.close();
        application.close();
    }

    private static Object run(String script) {
        return page.evaluate(STORE.formatted(script));
    }

    @Test
    void nothingIsCountedOfTheTimeBeforeTheFirstLook() {
        assertThat(run("hear(500); hear(503); return store.window(60).total('visits_total')"))
                .isEqualTo(3);
    }

    @Test
    void aWindowHasWhatCameInItAlsoWhereSecondsWereMerged() {
        assertThat(run("""
                for (let i = 0; i <= 1000; i++) hear(10 * i);
                return [60, 300, 900].map(length => {
                  const window = store.window(length);
                  return [window.total('visits_total') / window.seconds, Math.abs(window.seconds - length) <= 5];
                })""")).isEqualTo(List.of(List.of(10, true), List.of(10, true), List.of(10, true)));
        assertThat((int) run("for (let i = 0; i <= 3000; i++) hear(i); return store.frameCount"))
                .isBetween(200, 60 + 180);
    }

    @Test
    void aSeriesThatIsBornWhileSomebodyWatchesWasZeroBefore() {
        assertThat(run("""
                hear(5);
                store.take({millis: 2000, age: 62000, application: 'one', whole: false, families: [], series: [[3, 0, {view: 'new'}]], values: [[3, 4]]}, 2000);
                return store.window(60).total('visits_total', {view: 'new'})""")).isEqualTo(4);
    }

    @Test
    void aCounterThatBeganAnewGrewByAllThatItHas() {
        assertThat(run("hear(100); hear(110); hear(7); return store.window(60).total('visits_total')"))
                .isEqualTo(17);
        assertThat(run("""
                hear(100); hear(110);
                hear(300, [], {whole: true, application: 'two'});
                return [store.window(60).total('visits_total'), store.restartedAt !== null]""")).isEqualTo(List.of(310, true));
    }

    @Test
    void whatHappenedWhileNobodyWatchedIsInNoWindowAndInTheSumSinceTheStart() {
        assertThat(run("""
                hear(0); hear(1); hear(5000, [], {apart: 600}); hear(5002);
                return [store.window(900).total('visits_total'), store.window(900).seconds, store.window(0).total('visits_total')]""")).isEqualTo(List.of(3, 2, 5002));
    }

    @Test
    void aPercentileIsInterpolatedInItsBucketAndInTheLastOneItIsWhereThatBegins() {
        assertThat(run("""
                hear(0); hear(0, [0, 2, 1, 2]);
                const sum = store.window(60).distribution('seconds');
                return {count: sum.count, half: sum.quantile(0.5), most: sum.quantile(0.75), above: sum.above(0.1)}""")).isEqualTo(Map.of("count", 4, "half", 0.1, "most", 0.15000000000000002, "above", 2));
        assertThat(run("hear(0); hear(0, [3, 1]); return store.window(60).distribution('seconds').quantile(0.99)"))
                .isEqualTo(0.4);
        assertThat(run("hear(0); hear(0); return store.window(60).distribution('seconds').quantile(0.5) === undefined"))
                .isEqualTo(true);
    }
}
