// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.openmetrics;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** The parser of OpenMetrics in Debian's package python3-prometheus-client, as a process of its own. */
final class StrictParser {

    private static final String PYTHON = "/usr/bin/python3"; // the one that Debian's packages belong to

    private final Path folder;

    StrictParser(Path folder) {
        this.folder = folder;
    }

    /** What it reads on these pages, line by line; an assertion error with its complaint if it refuses one. */
    List<String> read(List<String> pages) throws IOException, InterruptedException, URISyntaxException {
        URL script = Objects.requireNonNull(StrictParser.class.getResource("/parse.py"));
        List<String> command =
                new ArrayList<>(List.of(PYTHON, Path.of(script.toURI()).toString()));
        for (int i = 0; i < pages.size(); i++) {
            command.add(
                    Files.writeString(folder.resolve("page-" + i), pages.get(i)).toString());
        }
        Path complaint = folder.resolve("complaint");
        Process parser =
                new ProcessBuilder(command).redirectError(complaint.toFile()).start();
        String read = new String(parser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!parser.waitFor(60, TimeUnit.SECONDS) || parser.exitValue() != 0) {
            parser.destroyForcibly();
            throw new AssertionError("the parser refuses a page (as root: apt-get install python3-prometheus-client, or"
                    + " ./check --without openmetrics-parser):\n" + Files.readString(complaint));
        }
        return read.lines().toList();
    }
}
