// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.narthex.core.Histograms;
import dev.narthex.http.Exchange;
import dev.narthex.testkit.Scrape;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The benchmarks compare equal work, and the work is what the documentation says. */
class WorkloadTest {

    private static final Pattern LE = Pattern.compile("le=\"([^\"]*)\"");

    @Nested
    class OfRequests {

        private final Workload workload = Workload.ofRequests();

        @Test
        void draws461DistinctKeysOver40Views() {
            Set<Object> drawn = new HashSet<>();
            Set<String> views = new HashSet<>();
            for (Request request : all(workload)) {
                drawn.add(withoutNumber(request.key()));
                views.add(request.key().view());
            }
            assertThat(drawn).hasSize(461);
            assertThat(views).hasSize(40);
        }

        @Test
        void makesACellOfEveryKey() {
            Narthex narthex = Narthex.timedByWorkload(workload);
            all(workload).forEach(narthex::play);
            assertThat(Scrape.of(narthex.application()).value("narthex_cells{cube=\"http_completions\"}"))
                    .isEqualTo(461);
        }

        @Test
        void choosesViewsZipfLike() {
            int[] requestsByView = new int[40];
            for (Request request : all(workload)) {
                requestsByView[request.key().viewNumber()]++;
            }
            assertThat(requestsByView[1] / (double) requestsByView[0]).isBetween(0.4, 0.6);
            assertThat(requestsByView[9] / (double) requestsByView[0]).isBetween(0.07, 0.15);
        }

        @Test
        void isTheSameEveryTime() {
            assertThat(all(Workload.ofRequests())).isEqualTo(all(workload));
        }
    }

    @Nested
    class BothSubjects {

        private final Workload workload = Workload.ofPage();
        private final Narthex narthex = Narthex.timedByWorkload(workload);
        private final ClientJava clientJava = ClientJava.of(workload);

        @Test
        void havePagesOfAboutTenThousandSeries() throws IOException {
            play();
            assertThat(Scrape.of(narthex.application()).samples().size()).isBetween(9_900, 10_100);
            assertThat(page(clientJava).samples().size()).isBetween(9_900, 10_100);
        }

        @Test
        void publishTheSameNumbers() throws IOException {
            play();
            Map<String, Double> ours = withNumericBounds(Scrape.of(narthex.application()));
            withNumericBounds(page(clientJava))
                    .forEach((sample, value) ->
                            assertThat(ours.get(sample)).as(sample).isCloseTo(value, within(1e-6 * value)));
        }

        @Test
        void areAskedTheSameByBothWaysOfTheClient() throws IOException {
            ClientJava naive = ClientJava.of(workload);
            ClientJava resolved = ClientJava.of(workload);
            for (Request request : all(workload)) {
                naive.playNaively(request);
                resolved.playResolved(request);
            }
            assertThat(page(naive).samples()).isEqualTo(page(resolved).samples());
        }

        private void play() {
            for (Request request : all(workload)) {
                narthex.play(request);
                clientJava.playResolved(request);
                clientJava.playRest(request);
            }
        }
    }

    @Nested
    class OneRequest {

        private final Workload workload = Workload.ofRequests();
        private final List<Exchange> kept = new ArrayList<>(workload.size());

        @ParameterizedTest
        @EnumSource(Histograms.class)
        void allocatesNothingBesideItsExchange(Histograms histograms) {
            Narthex narthex = Narthex.publishing(histograms, workload);
            allocated(narthex::play); // makes the cells
            assertThat(allocated(narthex::play)).isEqualTo(allocated(narthex::arrive));
            assertThat(allocated(narthex::arrive)).isLessThanOrEqualTo(128L * workload.size());
        }

        private long allocated(Function<Request, Exchange> step) {
            kept.clear();
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < workload.size(); i++) {
                kept.add(step.apply(workload.request(i)));
            }
            return threads.getCurrentThreadAllocatedBytes() - before;
        }
    }

    private static List<Request> all(Workload workload) {
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < workload.size(); i++) {
            requests.add(workload.request(i));
        }
        return requests;
    }

    private static Object withoutNumber(Key key) {
        return new Key(
                0,
                key.viewNumber(),
                key.view(),
                key.route(),
                key.method(),
                key.scheme(),
                key.status(),
                key.statusLabel(),
                key.contentType(),
                key.template());
    }

    /** Both write {@code le}, each in its own form. */
    private static Map<String, Double> withNumericBounds(Scrape scrape) {
        Map<String, Double> samples = new HashMap<>();
        scrape.samples()
                .forEach((sample, value) ->
                        samples.put(LE.matcher(sample).replaceAll(bound -> "le=" + number(bound.group(1))), value));
        return samples;
    }

    private static double number(String bound) {
        return bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
    }

    static Scrape page(ClientJava clientJava) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, clientJava.registry().scrape());
        return Scrape.parse(out.toString(StandardCharsets.UTF_8));
    }
}
