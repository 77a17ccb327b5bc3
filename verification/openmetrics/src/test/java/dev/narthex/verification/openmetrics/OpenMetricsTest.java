// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.openmetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our page in OpenMetrics is read by a strict parser that is not ours, whatever clients and applications put into it. */
class OpenMetricsTest {

    /** Everything that a format escapes or forbids, halves of characters, and what needs two of them. */
    private static final String[] PIECES = {
        "\\",
        "\"",
        "\n",
        "\r",
        "\r\n",
        "\u0000",
        "\t",
        "{",
        "}",
        ",",
        "=",
        "#",
        "# EOF",
        " ",
        "a",
        "le",
        "\u0085",
        "\u2028",
        "\uD83D",
        "\uDE00",
        "\uD83D\uDE00",
        "\uFFFD",
        "é",
        "%",
        "\\n",
        "\\\"",
        "x".repeat(10_000)
    };

    @TempDir
    private Path folder;

    private StrictParser parser() {
        return new StrictParser(folder);
    }

    private static String garbage(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i >= 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    @Test
    void parserAgreesWithThePage() throws Exception {
        try (Shop shop = Shop.withTheJvm(folder)) {
            for (int i = 0; i < 3; i++) {
                shop.serve("book-list", "/books", "/books");
            }
            List<String> read = parser().read(List.of(shop.openMetrics()));

            assertThat(read)
                    .contains("family\tcounter\t\"django_http_requests\"")
                    .contains("family\tunknown\t\"django_http_responses_total_by_status\"")
                    .contains("family\tunknown\t\"django_http_responses_total_by_status_total\"")
                    .contains("family\thistogram\t\"http_server_request_duration_seconds\"")
                    .contains("family\tgauge\t\"django_http_requests_in_flight\"")
                    .contains("family\tinfo\t\"build\"", "family\tstateset\t\"door\"", "family\tsummary\t\"sizes\"")
                    .contains("family\tgauge\t\"jvm_memory_used_bytes\"")
                    .contains(
                            "sample\tdjango_http_requests_total\t[[\"method\", \"GET\"], [\"view\", \"book-list\"]]\t3.0")
                    .contains("sample\tapi_requests_total\t[[\"endpoint\", \"/books\"], [\"method\", \"GET\"]]\t3.0")
                    .contains("sample\tnarthex_instrumentation_errors_total\t[[\"instrumentation\", \"page\"]]\t0.0")
                    .noneMatch(line -> line.contains("collector"));
        }
    }

    @Test
    void parserRefusesWhatIsWrong() {
        assertThatThrownBy(() -> parser().read(List.of("# TYPE a counter\na 1\n# EOF\n")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ValueError");
        assertThatThrownBy(() -> parser().read(List.of("a 1\n"))).hasMessageContaining("Missing # EOF at end");
    }

    @Test // E6, E40
    void labelsSurviveWhateverIsInThem() throws Exception {
        List<String> pages = new ArrayList<>();
        for (int seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            try (Shop shop = Shop.open(folder)) {
                for (int i = 0; i < 40; i++) {
                    shop.serve(garbage(random), garbage(random), garbage(random));
                }
                shop.serve("quote \" slash \\ line\nend \r cr \uD83D\uDE00", "/r", "/e");
                String page = shop.openMetrics();
                assertThat(page).as("seed " + seed).doesNotContain("collector").endsWith("\n# EOF\n");
                assertThat(page.lines().filter(line -> line.startsWith("narthex_instrumentation_errors_total")))
                        .as("seed " + seed)
                        .allMatch(line -> line.endsWith(" 0.0"));
                pages.add(page);
            }
        }
        List<String> read = parser().read(pages);

        assertThat(read.stream()
                        .filter(line ->
                                line.equals("sample\tdjango_http_requests_total\t[[\"method\", \"GET\"], [\"view\","
                                        + " \"quote \\\" slash \\\\ line\\nend \\r cr \\ud83d\\ude00\"]]\t1.0")))
                .as("in every page of 20 seeds")
                .hasSize(20);
        assertThat(read.stream()
                        .filter(line -> line.startsWith("sample\tdjango_http_requests_total\t"))
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf('\t') + 1)))
                        .sum())
                .isEqualTo(20 * 41);
        assertThat(read).allSatisfy(line -> assertThat(line.length()).isLessThan(6 * 200 * 6));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noHeaderAndNoQueryBreaksThePage(long seed) throws Exception { // E2, E18, E20
        Random random = new Random(seed);
        String alphabet = "abcgzip*/;,=\"\\ q0.1application/openmetrics-text;version=1.0.0%[]&";
        List<String> openMetrics = new ArrayList<>();
        try (Shop shop = Shop.open(folder)) {
            shop.serve("a", "/a", "/a");
            for (int i = 0; i < 300; i++) {
                String accept = text(random, alphabet);
                HttpResponse<byte[]> answer = shop.get(
                        "/metrics",
                        "Accept",
                        accept,
                        "X-Prometheus-Scrape-Timeout-Seconds",
                        text(random, "0123456789eE.-NaN"));
                assertThat(answer.statusCode())
                        .as("seed " + seed + ": " + accept)
                        .isEqualTo(200);
                String type = answer.headers().firstValue("Content-Type").orElse("");
                String page = new String(answer.body(), StandardCharsets.UTF_8);
                assertThat(page.endsWith("# EOF\n"))
                        .as("seed " + seed + ": " + accept)
                        .isEqualTo(type.startsWith("application/openmetrics-text"));
                if (page.endsWith("# EOF\n") && openMetrics.size() < 5) {
                    openMetrics.add(page);
                }
            }
            for (int i = 0; i < 300; i++) {
                String path = "/metrics" + "/?#.%".charAt(random.nextInt(5)) + text(random, "abc%25[]=&./name");
                String status = status(shop, path);
                assertThat(status).as("seed " + seed + ": " + path).matches("HTTP/1\\.1 (200|400|404)");
            }
        }
        openMetrics.add("# EOF\n");
        assertThat(parser().read(openMetrics)).isNotNull();
    }

    private static String text(Random random, String alphabet) {
        StringBuilder text = new StringBuilder("x");
        for (int i = random.nextInt(80); i >= 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** Byte for byte: a client library would mend the path. */
    private static String status(Shop shop, String path) throws Exception {
        try (Socket socket = new Socket("localhost", shop.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.substring(0, Math.min(12, answer.length()));
        }
    }
}
