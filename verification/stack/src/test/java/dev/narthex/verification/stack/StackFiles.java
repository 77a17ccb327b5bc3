// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of {@code observability}. */
final class StackFiles {

    static final Path FOLDER =
            Path.of("..", "..", "observability").toAbsolutePath().normalize();
    static final Path COMPOSE = FOLDER.resolve("compose.yaml");

    private StackFiles() {}

    static Map<String, Map<String, Object>> services() throws IOException {
        return mapping(yaml(Files.readString(COMPOSE)).get("services"));
    }

    static Map<String, Object> yaml(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options)).load(text);
    }

    /** A part of a file that is known to be a mapping. */
    @SuppressWarnings("unchecked") // YAML's mappings have strings as keys here
    static <V> Map<String, V> mapping(Object part) {
        return (Map<String, V>) part;
    }

    static String read(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name));
    }
}
