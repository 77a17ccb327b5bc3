// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.parity;

import dev.narthex.testkit.Scrape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonParserFactory;

/** The recording of django-prometheus 2.5.0: the scenario, its answers, the page at the end, the defects that were verified. */
final class Reference {

    private Reference() {}

    static List<Step> scenario() {
        List<Object> requests = JsonParserFactory.getJsonParser().parseList(text("reference/scenario.json"));
        List<Object> answers = JsonParserFactory.getJsonParser().parseList(text("reference/scenario_result.json"));
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            steps.add(step((Map<?, ?>) requests.get(i), (Map<?, ?>) answers.get(i)));
        }
        return steps;
    }

    private static Step step(Map<?, ?> request, Map<?, ?> answer) {
        if (!request.get("n").equals(answer.get("n"))) {
            throw new IllegalStateException("scenario and answers must be in step: " + request + ", " + answer);
        }
        Map<String, String> headers = new TreeMap<>();
        ((Map<?, ?>) request.get("headers")).forEach((name, value) -> headers.put((String) name, (String) value));
        return new Step(
                (Integer) request.get("n"),
                (String) request.get("method"),
                (String) request.get("path"),
                headers,
                optional(request, "body"),
                (Integer) request.get("expected_status"),
                optional(request, "view"),
                optional(request, "before"),
                (Integer) answer.get("response_body_bytes"));
    }

    private static @Nullable String optional(Map<?, ?> request, String name) {
        return (String) request.get(name);
    }

    static Scrape page() {
        return Scrape.parse(text("reference/exposition.txt"));
    }

    /** The page before the second request. */
    static Scrape pageBefore() {
        return Scrape.parse(text("reference/exposition_before.txt"));
    }

    /** The page of the same site when the last of its three migrations has not run. */
    static Scrape pageUnapplied() {
        return Scrape.parse(text("reference/exposition_unapplied.txt"));
    }

    /** The defects that were verified on the running site, by family as it is named in the original's code. */
    static Map<String, String> defects() {
        List<String> lines = text("reference/metrics.tsv").lines().toList();
        int column = List.of(lines.get(0).split("\t", -1)).indexOf("known_defects");
        return lines.stream()
                .skip(1)
                .map(line -> line.split("\t", -1))
                .collect(Collectors.toMap(cells -> cells[0], cells -> cells[column]));
    }

    static String text(String resource) {
        try (InputStream stream = Reference.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(Objects.requireNonNull(stream, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
