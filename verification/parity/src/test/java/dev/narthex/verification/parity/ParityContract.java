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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

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

    /** The samples that are something else here than with every server. */
    abstract Map<String, String> exceptions();

    @BeforeAll
    void replay() throws Exception {
        List<String> arguments = new ArrayList<>(startServers());
        arguments.addAll(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--bookshop.pool=none",
                "--narthex.http.count-scrapes=true"));
        shop = SpringApplication.run(BookshopApplication.class, arguments.toArray(String[]::new));
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
        Application application = shop.getBean(Application.class);
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Scrape scrape = Scrape.of(application);
            if (scrape.value("django_http_responses_before_middlewares_total") == requests) {
                return scrape;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(requests + " requests must have completed; those that have:\n"
                        + scrape.family("django_http_requests_total"));
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
        SortedMap<String, Double> there = compared.of(theirs);
        SortedMap<String, Double> here = compared.of(ours);
        scenario.stream().filter(Step::answeredByView).forEach(step -> {
            there.put(step.sizeOfAnswer(), (double) step.bytes());
            here.put(step.sizeOfAnswer(), (double) answers.get(step).body().length);
        });
        SortedMap<String, String> expected = new TreeMap<>();
        there.forEach((sample, value) -> expected.put(sample, text(value)));
        intended.moved().values().forEach(moved -> {
            assertThat(text(there.get(moved.sample()))).as(moved.sample()).isEqualTo(moved.theirs());
            set(expected, moved.sample(), moved.ours());
        });
        exceptions().forEach((sample, value) -> set(expected, sample, value));

        report(there, here);
        SortedMap<String, String> found = new TreeMap<>();
        here.forEach((sample, value) -> found.put(sample, text(value)));
        assertThat(differences(expected, found)).isEmpty();
    }

    private static void set(Map<String, String> samples, String sample, String value) {
        if (value.equals(IntendedDifferences.ABSENT)) {
            samples.remove(sample);
        } else {
            samples.put(sample, value);
        }
    }

    private static List<String> differences(Map<String, String> expected, Map<String, String> found) {
        return union(expected, found)
                .filter(sample -> !Objects.equals(expected.get(sample), found.get(sample)))
                .map(sample -> "%s must be %s and is %s"
                        .formatted(
                                sample,
                                expected.getOrDefault(sample, IntendedDifferences.ABSENT),
                                found.getOrDefault(sample, IntendedDifferences.ABSENT)))
                .toList();
    }

    private static <V> Stream<String> union(Map<String, V> one, Map<String, V> other) {
        return Stream.concat(one.keySet().stream(), other.keySet().stream())
                .distinct()
                .sorted();
    }

    private static String text(@Nullable Double value) {
        return value == null ? IntendedDifferences.ABSENT : String.valueOf(value.longValue());
    }

    /** Says what was compared, and what is not compared yet: {@code ./check} prints it. */
    private void report(Map<String, Double> there, Map<String, Double> here) throws IOException {
        List<String> different = union(there, here)
                .filter(sample -> !Objects.equals(there.get(sample), here.get(sample)))
                .toList();
        List<String> lines = List.of(
                "%s: %d families compared, %d samples and sizes: %d equal, %d as docs/parity.md says, by %d causes"
                        .formatted(
                                name,
                                compared.families().size(),
                                there.size(),
                                there.size()
                                        - different.stream()
                                                .filter(there::containsKey)
                                                .count(),
                                different.size(),
                                intended.causes().size()),
                "  not compared yet: " + byPrefix(compared.notBuilt()),
                "  not compared at all, of Python's run time: " + byPrefix(compared.runTime()),
                "  ours alone: " + String.join(" ", compared.aloneOn(ours)));
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
    void byViewThereAreAsManyRequestsAsResponses() {
        SortedMap<String, Double> requests = byView("django_http_requests_total_by_view_transport_method_total");
        SortedMap<String, Double> responses = byView("django_http_responses_total_by_status_view_method_total");

        assertThat(requests).hasSizeGreaterThan(20).isEqualTo(responses);
    }

    private SortedMap<String, Double> byView(String family) {
        SortedMap<String, Double> views = new TreeMap<>();
        idle.samples().forEach((sample, value) -> {
            if (sample.startsWith(family + "{")) {
                views.merge(sample.replaceFirst(".*view=\"([^\"]*)\".*", "$1"), value, Double::sum);
            }
        });
        return views;
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

    @Test
    void nothingFailedWithinNarthex() {
        assertThat(idle.total("narthex_instrumentation_errors_total")).isZero();
        assertThat(idle.total("django_http_requests_in_flight")).isZero();
    }
}
