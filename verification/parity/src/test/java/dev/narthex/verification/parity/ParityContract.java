// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.bookshop.BookshopApplication;
import dev.narthex.core.Application;
import dev.narthex.testkit.Scrape;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.SpringApplication;
import org.springframework.cache.CacheManager;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.cache.RedisCacheManager;

/**
 * The bookshop answers the recorded scenario as the recorded site did, and what its page says then is what the recorded page
 * says, or is in the table of {@code docs/parity.md}. Nothing else may be in that table.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ParityContract {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(10);

    private final String name;
    private final List<Step> scenario = Reference.scenario();
    private final Scrape theirs = Reference.page();
    private final ComparedSamples compared = new ComparedSamples(theirs);
    final IntendedDifferences intended = IntendedDifferences.parse(Reference.text("parity.md"));

    private final Map<Step, HttpResponse<byte[]>> answers = new LinkedHashMap<>();
    private ConfigurableApplicationContext shop;
    private Scrape atStart;
    private Scrape ours;
    private Scrape idle;

    @SuppressWarnings("NullAway.Init") // the scenario is over before the first test
    ParityContract(String name) {
        this.name = name;
    }

    /** Starts what the shop needs, and says how it finds it. */
    abstract List<String> startServers() throws Exception;

    /** Stops or starts Redis, as the scenario says. */
    abstract void prepare(String before) throws Exception;

    abstract void stopServers() throws Exception;

    /** The status that this step must have here. */
    abstract int expectedStatus(Step step);

    /** How this step moves samples here, beside what it does with every server; by sample, with what is added. */
    abstract Map<String, Integer> shift(Step step);

    @BeforeAll
    void replay() throws Exception {
        List<String> arguments = new ArrayList<>(startServers());
        arguments.addAll(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--bookshop.pool=none",
                "--narthex.migrations.interval-seconds=86400", // a reading takes a connection
                "--narthex.http.count-scrapes=true"));
        shop = SpringApplication.run(BookshopApplication.class, arguments.toArray(String[]::new));
        atStart = awaitScrape(
                "both databases' migrations must have been read", scrape -> scrape.total("django_migrations_up") == 2);
        Replay replay = new Replay(shop.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        for (Step step : scenario) {
            if (step.before() != null) {
                prepare(step.before());
            }
            if (step.number() == scenario.size()) {
                awaitCompletions(scenario.size() - 1); // a client may have its answer a moment before
            }
            answers.put(step, replay.send(step));
        }
        ours = Scrape.parse(new String(last().body(), StandardCharsets.UTF_8));
        idle = awaitCompletions(scenario.size());
    }

    private HttpResponse<byte[]> last() {
        return answers.get(scenario.get(scenario.size() - 1));
    }

    private Scrape awaitCompletions(int requests) throws InterruptedException {
        return awaitScrape(
                requests + " requests must have completed",
                scrape -> scrape.value("django_http_responses_before_middlewares_total") == requests);
    }

    private Scrape awaitScrape(String what, Predicate<Scrape> isSo) throws InterruptedException {
        return awaitScrape(shop.getBean(Application.class), what, isSo);
    }

    /** What a scrape reads once this is so. */
    static Scrape awaitScrape(Application application, String what, Predicate<Scrape> isSo)
            throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Scrape scrape = Scrape.of(application);
            if (isSo.test(scrape)) {
                return scrape;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(what + "; the page:\n" + scrape.text());
            }
            Thread.sleep(POLL.toMillis());
        }
    }

    @AfterAll
    void stop() throws Exception {
        if (shop != null) {
            shop.close();
        }
        stopServers();
    }

    @Test
    void everyRequestIsAnsweredAsItWas() {
        assertThat(scenario).hasSize(123);
        Map<String, Integer> statuses = new LinkedHashMap<>();
        Map<String, Integer> expected = new LinkedHashMap<>();
        answers.forEach((step, answer) -> {
            statuses.put(step.toString(), answer.statusCode());
            expected.put(step.toString(), expectedStatus(step));
        });

        assertThat(statuses).isEqualTo(expected);
    }

    @Test
    void everySampleIsWhatItWasOrIsInTheTable() throws IOException {
        SortedMap<String, Double> there = compared.since(Reference.pageBefore(), theirs);
        SortedMap<String, Double> here = compared.since(atStart, ours);
        scenario.stream().filter(Step::answeredByView).forEach(step -> {
            there.put(step.sizeOfAnswer(), (double) step.bytes());
            here.put(step.sizeOfAnswer(), (double) answers.get(step).body().length);
        });
        SortedMap<String, Double> expected = new TreeMap<>(there);
        intended.moved().values().forEach(moved -> {
            assertThat(text(there.get(moved.sample()))).as(moved.sample()).isEqualTo(moved.theirs());
            set(expected, moved.sample(), moved.ours());
        });
        long listed = differing(there, expected).size();
        List<String> table = FamilyTable.rows(
                compared.families(), union(there, expected).collect(Collectors.toSet()), intended.moved());
        scenario.forEach(step -> shift(step).forEach((sample, by) -> shift(expected, sample, by)));

        List<String> unexpected = differing(expected, here);
        report(there, expected, listed, unexpected);
        assertThat(unexpected).isEmpty();
        assertThat(Reference.text("parity.md").lines()).containsSequence(table);
    }

    @Test
    void everyFamilyOfTheirsIsComparedAndIsHere() {
        Set<String> all = theirs.families().stream()
                .filter(family -> family.startsWith("django_") && !family.endsWith("_created"))
                .collect(Collectors.toSet());

        assertThat(compared.families()).hasSize(34).containsExactlyInAnyOrderElementsOf(all);
        assertThat(idle.families()).containsAll(all);
    }

    private static void set(Map<String, Double> samples, String sample, String value) {
        if (value.equals(IntendedDifferences.ABSENT)) {
            samples.remove(sample);
        } else {
            samples.put(sample, Double.valueOf(value));
        }
    }

    private static void shift(Map<String, Double> samples, String sample, int by) {
        double shifted = samples.getOrDefault(sample, 0.0) + by;
        if (shifted == 0) {
            samples.remove(sample);
        } else {
            samples.put(sample, shifted);
        }
    }

    private static List<String> differing(Map<String, Double> expected, Map<String, Double> found) {
        return union(expected, found)
                .filter(sample -> !Objects.equals(expected.get(sample), found.get(sample)))
                .map(sample -> "%s must be %s and is %s"
                        .formatted(sample, text(expected.get(sample)), text(found.get(sample))))
                .toList();
    }

    private static <V> Stream<String> union(Map<String, V> one, Map<String, V> other) {
        return Stream.concat(one.keySet().stream(), other.keySet().stream())
                .distinct()
                .sorted();
    }

    private static String text(@Nullable Double value) {
        if (value == null) {
            return IntendedDifferences.ABSENT;
        }
        return value == Math.rint(value) ? String.valueOf(value.longValue()) : value.toString();
    }

    /** Says what was compared, and what never is: {@code ./check} prints it. */
    private void report(Map<String, Double> there, Map<String, Double> expected, long listed, List<String> unexpected)
            throws IOException {
        long different = differing(there, expected).size();
        List<String> lines = new ArrayList<>();
        lines.add("%s: %d samples and sizes of %d families compared; %d differ as docs/parity.md lists, by %d causes"
                        .formatted(
                                name,
                                union(there, expected).count(),
                                compared.families().size(),
                                listed,
                                intended.causes().size())
                + (different == listed ? "" : ", %d more or less without a Redis to stop".formatted(different - listed))
                + (unexpected.isEmpty() ? "" : "; UNEXPECTED: " + unexpected.size()));
        lines.add(
                "  never compared: buckets and sums of times, sums of response sizes, " + byPrefix(compared.runTime()));
        lines.add("  ours alone: " + compared.aloneOn(ours).size() + " families");
        Files.write(Path.of("target", "parity-" + name + ".txt"), lines);
    }

    private static String byPrefix(Set<String> families) {
        Map<String, Long> counts = families.stream()
                .collect(Collectors.groupingBy(
                        family -> family.replaceFirst("^((?:django_)?[a-z]+).*", "$1"),
                        TreeMap::new,
                        Collectors.counting()));
        return counts.entrySet().stream()
                .map(count -> "%s_* (%d families)".formatted(count.getKey(), count.getValue()))
                .collect(Collectors.joining(", "));
    }

    @Test
    void byViewAndMethodThereAreAsManyRequestsAsResponses() {
        SortedMap<String, Double> requests =
                byViewAndMethod("django_http_requests_total_by_view_transport_method_total");
        SortedMap<String, Double> responses =
                byViewAndMethod("django_http_responses_total_by_status_view_method_total");

        assertThat(requests).hasSizeGreaterThan(20).isEqualTo(responses);
    }

    private SortedMap<String, Double> byViewAndMethod(String family) {
        SortedMap<String, Double> sums = new TreeMap<>();
        idle.samples().forEach((sample, value) -> {
            if (sample.startsWith(family + "{")) {
                String others = "(transport|status)=\"[^\"]*\",";
                sums.merge(sample.substring(family.length()).replaceAll(others, ""), value, Double::sum);
            }
        });
        return sums;
    }

    @Test
    void theSizesOfResponsesAddUpToWhatTheClientGot() {
        double bytes = answers.entrySet().stream()
                .filter(answer -> answer.getKey().number() < scenario.size() && hasEntered(answer.getKey()))
                .mapToDouble(answer -> answer.getValue().body().length)
                .sum();

        assertThat(ours.value("django_http_responses_body_total_bytes_sum")).isEqualTo(bytes);
    }

    /** Whether it came to the inner filter. The CSRF protection is a filter here, and stands in front of it. */
    private static boolean hasEntered(Step step) {
        return step.view() != null && !step.view().equals("csrf-form");
    }

    /** Injected by their classes: the shop would not have started else. */
    @Test
    void everyManagerOfCachesIsMeasuredAndStillOfItsOwnClass() {
        for (Class<? extends CacheManager> type : List.of(CaffeineCacheManager.class, JCacheCacheManager.class)) {
            assertThat(AopUtils.isCglibProxy(shop.getBean(type))).isTrue();
        }
        shop.getBeanProvider(RedisCacheManager.class)
                .forEach(redis -> assertThat(AopUtils.isCglibProxy(redis)).isTrue());
        assertThat(shop.getBeansOfType(CacheManager.class))
                .hasSize(shop.getEnvironment().matchesProfiles("real") ? 4 : 3);
    }

    @Test
    void nothingFailedWithinNarthex() {
        assertThat(idle.total("narthex_instrumentation_errors_total")).isZero();
        assertThat(idle.total("django_http_requests_in_flight")).isZero();
    }
}
