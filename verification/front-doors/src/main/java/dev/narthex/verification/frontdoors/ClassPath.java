// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The class path that this JVM was started with: what a WAR takes its jars from. */
final class ClassPath {

    private static final List<Path> ENTRIES = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .filter(Files::exists)
            .toList();

    private ClassPath() {}

    /** The chosen entries, for a loader of its own. */
    static URL[] urls(Predicate<String> chosen) {
        return ENTRIES.stream()
                .filter(entry -> chosen.test(name(entry)))
                .map(ClassPath::url)
                .toArray(URL[]::new);
    }

    /** Copies the chosen entries into a folder, as jars. */
    static void copy(Path folder, Predicate<String> chosen) throws IOException {
        Files.createDirectories(folder);
        for (Path entry : ENTRIES) {
            String name = name(entry);
            if (chosen.test(name)) {
                if (Files.isDirectory(entry)) {
                    jar(entry, folder.resolve(name + ".jar"));
                } else {
                    Files.copy(entry, folder.resolve(name));
                }
            }
        }
    }

    /** The file's name; a module that is not packed yet has its artifact's: narthex-http for http/target/classes. */
    private static String name(Path entry) {
        Path absolute = entry.toAbsolutePath();
        return Files.isDirectory(entry)
                ? "narthex-" + absolute.getName(absolute.getNameCount() - 3)
                : String.valueOf(absolute.getFileName());
    }

    private static URL url(Path entry) {
        try {
            return entry.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> walk = Files.walk(classes)) {
            for (Path path : walk.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(path).toString().replace(File.separatorChar, '/')));
                Files.copy(path, out);
                out.closeEntry();
            }
        }
    }
}
