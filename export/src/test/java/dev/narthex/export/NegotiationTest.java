// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import static dev.narthex.export.Format.OPENMETRICS_0_0_1;
import static dev.narthex.export.Format.OPENMETRICS_1_0_0;
import static dev.narthex.export.Format.TEXT_0_0_4;
import static dev.narthex.export.Format.TEXT_1_0_0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.core.Histograms;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a scraper's headers and query ask for. */
class NegotiationTest {

    private static Format negotiate(@Nullable String accept) {
        return Format.negotiate(accept, Format.offered(Histograms.CLASSIC));
    }

    @Nested
    class OfTheFormat {

        @Test
        void servesEveryScraperOfToday() {
            assertThat(negotiate(null)).isEqualTo(TEXT_0_0_4);
            // Prometheus 2.30
            assertThat(negotiate(
                            "application/openmetrics-text; version=0.0.1,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"))
                    .isEqualTo(OPENMETRICS_0_0_1);
            // Prometheus 2.42 and 2.53
            assertThat(
                            negotiate(
                                    "application/openmetrics-text;version=1.0.0,"
                                            + "application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"))
                    .isEqualTo(OPENMETRICS_1_0_0);
            // Prometheus 3, without and with native histograms
            assertThat(
                            negotiate(
                                    "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                                            + "application/openmetrics-text;version=0.0.1;q=0.5,"
                                            + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"))
                    .isEqualTo(OPENMETRICS_1_0_0);
            assertThat(
                            negotiate(
                                    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;escaping=allow-utf-8;q=0.7,"
                                            + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"))
                    .isEqualTo(TEXT_1_0_0);
            // Chrome
            assertThat(negotiate("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,"
                            + "image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7"))
                    .isEqualTo(TEXT_0_0_4);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "*/*                                                             | TEXT_0_0_4",
                    "application/openmetrics-text                                    | OPENMETRICS_1_0_0",
                    "APPLICATION/OpenMetrics-Text; Version=\"1.0.0\"                 | OPENMETRICS_1_0_0",
                    "application/openmetrics-text;version=1.0.0;q=0, */*             | TEXT_0_0_4",
                    "application/openmetrics-text;q=0.3, text/plain;q=0.4            | TEXT_0_0_4",
                    "application/openmetrics-text;q=0.4, text/plain;q=0.3            | OPENMETRICS_1_0_0",
                    "text/*;q=0.2, application/*;q=0.9                               | OPENMETRICS_1_0_0",
                    "text/plain;q=0, application/openmetrics-text;q=0                | TEXT_0_0_4",
                    "text/plain;version=0.0.4;q=0, */*;q=0.5                         | OPENMETRICS_1_0_0",
                    "*/*;q=0.9, text/plain;version=0.0.4;q=0.1                       | OPENMETRICS_1_0_0",
                    "application/openmetrics-text;version=2.0.0, text/plain;q=0.1    | TEXT_0_0_4",
                    "application/json                                                | TEXT_0_0_4",
                    "text/plain;version=1.0.0;escaping=allow-utf-8,text/plain;q=0.5  | TEXT_1_0_0",
                    "application/openmetrics-text;note=\"a, b; q=0\";q=0.7,text/plain;q=0.5 | OPENMETRICS_1_0_0",
                    "application/openmetrics-text;q=zero, text/plain;q=0.1           | TEXT_0_0_4",
                    "application/openmetrics-text;q=7, text/plain                    | TEXT_0_0_4",
                })
        void followsWeightsThenClosenessThenOurOrder(String accept, Format format) {
            assertThat(negotiate(accept)).isEqualTo(format);
        }

        @Test
        void isSaidInTheReplyWithTheEscapingWhereTheVersionAsksForIt() {
            assertThat(TEXT_0_0_4.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
            assertThat(OPENMETRICS_0_0_1.contentType())
                    .isEqualTo("application/openmetrics-text; version=0.0.1; charset=utf-8");
            assertThat(OPENMETRICS_1_0_0.contentType())
                    .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8; escaping=underscores");
            assertThat(TEXT_1_0_0.contentType())
                    .isEqualTo("text/plain; version=1.0.0; charset=utf-8; escaping=underscores");
        }

        @RepeatedTest(20)
        void neverFailsOnGarbage(RepetitionInfo repetition) {
            Random random = new Random(repetition.getCurrentRepetition());
            String alphabet = "ab*/;,=\"\\ q0.1\t\u0000\uD83D\uDE00";
            String header = IntStream.range(0, 8 * 1024)
                    .mapToObj(i -> String.valueOf(alphabet.charAt(random.nextInt(alphabet.length()))))
                    .collect(Collectors.joining());

            assertThat(Format.values()).contains(negotiate(header));
            assertThat(ContentCoding.values()).contains(ContentCoding.negotiate(header));
        }
    }

    @Nested
    class OfTheCoding {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "gzip                        | GZIP",
                    "x-gzip                      | GZIP",
                    "deflate, gzip;q=1.0, *;q=0.5 | GZIP",
                    "*                           | GZIP",
                    "gzip;q=0                    | IDENTITY",
                    "gzip;q=0, *                 | IDENTITY",
                    "identity                    | IDENTITY",
                    "br, zstd                    | IDENTITY",
                    "gzip;q=0.2, identity;q=0.8  | IDENTITY",
                    "gzip, identity;q=0          | GZIP_ALONE",
                    "gzip, *;q=0                 | GZIP_ALONE",
                    "identity;q=0                | IDENTITY",
                })
        void followsWeights(String acceptEncoding, ContentCoding coding) { // E20
            assertThat(ContentCoding.negotiate(acceptEncoding)).isEqualTo(coding);
        }

        @Test
        void leavesWhatIsNotWorthIt() {
            assertThat(ContentCoding.negotiate(null)).isEqualTo(ContentCoding.IDENTITY);
            assertThat(ContentCoding.GZIP.compresses(1023)).isFalse();
            assertThat(ContentCoding.GZIP.compresses(1024)).isTrue();
            assertThat(ContentCoding.GZIP_ALONE.compresses(1)).isTrue();
            assertThat(ContentCoding.IDENTITY.compresses(1_000_000)).isFalse();
        }
    }

    @Nested
    class OfTheNames {

        @Test
        void takesEveryFamilyUnlessSomeAreNamed() {
            assertThat(NameFilter.parse(null).includesAny(Set.of("a"))).isTrue();
            assertThat(NameFilter.parse("debug=1").includesAny(Set.of("a"))).isTrue();
            assertThat(NameFilter.parse("name[]=a&name%5B%5D=b").includesAny(Set.of("b")))
                    .isTrue();
            assertThat(NameFilter.parse("name[]=a").includesAny(Set.of("b", "b_total")))
                    .isFalse();
            assertThat(NameFilter.parse("name[]=").includesAny(Set.of("b"))).isFalse();
        }

        @Test // E18
        void refusesWhatCannotBeReadWithoutRepeatingIt() {
            assertThatThrownBy(() -> NameFilter.parse("name[]=%zz<script>"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the query must be percent-encoded");
            String many =
                    IntStream.range(0, 100_000).mapToObj(i -> "name[]=n" + i).collect(Collectors.joining("&"));
            assertThatThrownBy(() -> NameFilter.parse(many)).hasMessage("name[] must be given 1000 times at most");
        }
    }

    @Nested
    class OfTheTime {

        private static Duration patience(String header) {
            return PageRequest.of(Format.offered(Histograms.CLASSIC), null, null, header, null)
                    .patience();
        }

        @Test // E24
        void leavesAReserveAndIgnoresGarbage() {
            assertThat(patience("10")).isEqualTo(Duration.ofMillis(9_500));
            assertThat(patience("0.5")).isEqualTo(Duration.ofMillis(250));
            for (String garbage : new String[] {"-1", "0", "NaN", "Infinity", "1e9", "soon", ""}) {
                assertThat(patience(garbage)).as(garbage).isEqualTo(Duration.ofDays(1));
            }
        }
    }
}
