// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Application;
import dev.narthex.testkit.Scrape;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The starred cases of docs/edge-cases.md on Tomcat 11: what the client got, what Spring's ServerHttpObservationFilter
 * with Micrometer recorded, and what we recorded. docs/truth.md holds the same rows; run with
 * {@code -Dnarthex.truth.write=true} to write them there.
 */
class TruthTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "truth.md");
    private static final String BEGIN = "<!-- rows: written by TruthTest -->\n";
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /** A case: its rule, what it is about, and its request. */
    private record Case(String rule, String what, String method, String path) {}

    private static final List<Case> CASES = List.of(
            new Case("A1", "async timeout, dispatched, then `sendError(503)`", "GET", "/timeout/dispatched"),
            new Case("A2", "async timeout that nobody handles", "GET", "/timeout/nobodys"),
            new Case("A2", "async timeout, the application sends 504", "GET", "/timeout/own"),
            new Case("A3", "throws after `startAsync`", "GET", "/async/throws/paged"),
            new Case("A4", "two async cycles", "GET", "/async/twice"),
            new Case("A9", "in flight, once all of the above are over", "", ""),
            new Case("A10", "three server-sent events", "GET", "/stream/events"),
            new Case("A14", "exception that nobody handles", "GET", "/throws/runtime"),
            new Case("A16", "forward, include, error page that says 418", "POST", "/includes"),
            new Case("A19", "exception after the commit", "GET", "/throws/committed"),
            new Case("A20", "client resets the connection amid 25 MB", "GET", "/big"),
            new Case("A33", "size of a body of 5 bytes", "GET", "/length"),
            new Case("A38", "three random paths", "GET", "/plain/"),
            new Case("A45", "a filter in front answers 401", "GET", "/guarded/page"),
            new Case("A51", "the application starts anew in the same JVM", "", ""));

    @TempDir
    private Path files;

    @Test
    void pageSaysWhatIsRecorded() throws Exception {
        StringBuilder rows = new StringBuilder();
        try (Site ours = Site.measured(files.resolve("ours"));
                PeerSite peer = PeerSite.start(files.resolve("peer"))) {
            for (Case one : CASES) {
                String row =
                        switch (one.rule()) {
                            case "A9" -> inFlight(ours.application(), peer);
                            case "A51" -> anew();
                            default -> row(one, ours, peer);
                        };
                rows.append("| ")
                        .append(one.rule())
                        .append(" | ")
                        .append(one.what())
                        .append(" | ")
                        .append(row)
                        .append(" |\n");
            }
        }
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int table = page.indexOf("|\n|---", begin);
        int first = page.indexOf('\n', table + 2) + 1;
        int end = page.indexOf("\n\n", first) + 1;
        if (Boolean.getBoolean("narthex.truth.write")) {
            Files.writeString(PAGE, page.substring(0, first) + rows + page.substring(end));
        } else {
            assertThat(page.substring(first, end)).isEqualTo(rows.toString());
        }
    }

    private static String row(Case one, Site ours, PeerSite peer) throws Exception {
        int requests = one.rule().equals("A38") ? 3 : 1;
        Map<String, Double> before = Scrape.of(ours.application()).samples();
        double completed = completed(ours.application());
        String got = "";
        for (int i = 0; i < requests; i++) {
            got = send(ours.port(), one, i);
        }
        await(() -> completed(ours.application()) == completed + requests);
        String recorded = ours(one, before, Scrape.of(ours.application()).samples());

        Map<String, Long> peerBefore = peer.counts();
        for (int i = 0; i < requests; i++) {
            assertThat(send(peer.port(), one, i)).isEqualTo(got);
        }
        return got + " | " + peer.recordedSince(peerBefore) + (one.rule().equals("A33") ? "; no size" : "") + " | "
                + recorded;
    }

    private static String inFlight(Application ours, PeerSite peer) {
        double inFlight = Scrape.of(ours).total("django_http_requests_in_flight");
        return "– | " + peer.active() + " | " + (long) inFlight;
    }

    private String anew() throws Exception {
        try (Site ours = Site.measured(files.resolve("again"));
                PeerSite peer = PeerSite.start(files.resolve("peer again"))) {
            return "– | "
                    + peer.counts().values().stream().mapToLong(Long::longValue).sum() + " requests | "
                    + (long) completed(ours.application()) + " requests";
        }
    }

    private static double completed(Application application) {
        return Scrape.of(application).total("django_http_responses_before_middlewares_total");
    }

    /** What was counted under which status, and what else moved that a reader would look at. */
    private static String ours(Case one, Map<String, Double> before, Map<String, Double> after) {
        Map<String, String> moved = new TreeMap<>();
        after.forEach((sample, value) -> {
            long difference = (long) (value - before.getOrDefault(sample, 0.0));
            String name = sample.replaceFirst("\\{.*", "");
            if (difference > 0) {
                switch (name) {
                    case "django_http_responses_total_by_status_total", "django_http_responses_short_circuited_total" ->
                        moved.put("1", difference + "× " + sample.replaceFirst(".*status=\"([^\"]*)\".*", "$1"));
                    case "django_http_exceptions_total_by_type_total" ->
                        moved.put("2", sample.replaceFirst(".*type=\"([^\"]*)\".*", "$1"));
                    case "django_http_requests_aborted_total" -> moved.put("3", "aborted");
                    case "django_http_stream_duration_seconds_count" -> moved.put("4", "a stream");
                    case "django_http_requests_total" -> {
                        if (one.rule().equals("A38") || one.rule().equals("A45")) {
                            moved.put("5", sample.replaceFirst(".*view=\"([^\"]*)\".*", "view=`$1`"));
                        }
                    }
                    case "django_http_responses_body_total_bytes_sum" -> {
                        if (one.rule().equals("A33")) {
                            moved.put("6", difference + " bytes");
                        }
                    }
                    default -> {
                        // the other families are sums of the same cells
                    }
                }
            }
        });
        return String.join(", ", moved.values());
    }

    private static String send(int port, Case one, int number) throws IOException {
        String path = one.path() + (one.rule().equals("A38") ? "random-" + number : "");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(10_000);
            String head = one.method() + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Length: 0\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String status = new String(in.readNBytes(12), StandardCharsets.US_ASCII).substring(9);
            if (one.rule().equals("A20")) {
                in.readNBytes(100_000);
                socket.setSoLinger(true, 0);
                return status + ", cut off";
            }
            byte[] rest = in.readAllBytes();
            return one.rule().equals("A19") && !new String(rest, StandardCharsets.US_ASCII).endsWith("0\r\n\r\n")
                    ? status + ", cut off"
                    : status;
        }
    }

    /** Something that becomes so. */
    private interface Condition {
        boolean isSo();
    }

    private static void await(Condition condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.isSo()) {
            assertThat(System.nanoTime()).as("it must be recorded in time").isLessThan(end);
            Thread.sleep(10);
        }
    }

    static String joined(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + "× " + entry.getKey())
                .collect(Collectors.joining("; "));
    }
}
