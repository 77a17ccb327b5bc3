// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A page for users, in Markdown.
 *
 * @param name its path from the root of the repository
 * @param lines its lines
 */
record Page(String name, List<String> lines) {

    static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    private static final String FENCE = "```";
    /** One shows what not to do, and code without its surroundings; the other quotes what others call things. */
    private static final Set<String> WITH_OTHER_RULES = Set.of("docs/conventions.md", "docs/parity.md");

    /** README.md, and what is in docs, docs/how-to and docs/reference. Decisions speak of what was once, or never. */
    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>();
        pages.add(read(ROOT.resolve("README.md")));
        for (String folder : List.of("docs", "docs/how-to", "docs/reference")) {
            try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".md"))
                        .sorted()
                        .toList()) {
                    pages.add(read(file));
                }
            }
        }
        return pages;
    }

    /** Those in which every snippet can be used, and every metric that is named exists. */
    static List<Page> toBeUsed() throws IOException {
        return all().stream()
                .filter(page -> !WITH_OTHER_RULES.contains(page.name()))
                .toList();
    }

    static List<Snippet> snippets(String... languages) throws IOException {
        return toBeUsed().stream()
                .flatMap(page -> page.snippets().stream())
                .filter(snippet -> List.of(languages).contains(snippet.language()))
                .toList();
    }

    private static Page read(Path file) throws IOException {
        return new Page(ROOT.relativize(file).toString(), Files.readAllLines(file));
    }

    /** Every snippet of it, those in lists too. */
    List<Snippet> snippets() {
        List<Snippet> snippets = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String opening = lines.get(i).strip();
            if (opening.startsWith(FENCE)) {
                int indent = lines.get(i).indexOf(FENCE);
                StringBuilder text = new StringBuilder();
                int first = i + 1;
                for (i++; !lines.get(i).strip().equals(FENCE); i++) {
                    String line = lines.get(i);
                    text.append(line.substring(Math.min(indent, line.length()))).append('\n');
                }
                String language = opening.substring(FENCE.length()).split(" ", -1)[0];
                snippets.add(new Snippet(name, first, language, text.toString()));
            }
        }
        return snippets;
    }

    @Override
    public String toString() {
        return name;
    }
}
