// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is made from the catalogue and committed is what the code makes; with a property, it is written. */
class GeneratedFilesTest {

    private static final Path ROOT = Path.of("..");
    private static final String PROPERTY = "observability.write";
    private static final String COMMAND = "./mvnw -pl observability -am test -Dsurefire.failIfNoSpecifiedTests=false"
            + " -Dtest=GeneratedFilesTest -D" + PROPERTY + "=true";

    private static Map<String, String> files;

    @BeforeAll
    static void make() throws IOException {
        files = made();
        if (!Boolean.getBoolean(PROPERTY)) {
            return;
        }
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = ROOT.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    @Test
    void whatIsCommittedIsWhatTheCodeMakes() throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = ROOT.resolve(file.getKey());
            assertThat(Files.exists(path) ? Files.readString(path) : "")
                    .as("%s must be what the code makes; to write it again: %s", file.getKey(), COMMAND)
                    .isEqualTo(file.getValue());
        }
    }

    @Test
    void noDashboardIsThereThatNobodyMakes() throws IOException {
        try (Stream<Path> dashboards = Files.list(ROOT.resolve(GeneratedFiles.DASHBOARDS))) {
            Set<String> committed = dashboards
                    .map(path -> GeneratedFiles.DASHBOARDS + "/" + path.getFileName())
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(files.keySet()).containsAll(committed).hasSizeGreaterThan(committed.size());
        }
    }

    @Test
    void makingThemTwiceMakesTheSame() throws IOException {
        assertThat(made()).isEqualTo(files);
    }

    private static Map<String, String> made() throws IOException {
        return GeneratedFiles.byPath(RuleFile.readAll(Path.of("prometheus/rules")));
    }
}
