// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Which version of Narthex measures an application, and under which namings it publishes. */
final class Version implements Instrumentation {

    private final Settings settings;
    private final List<Family> families;

    /** Read from the jar when somebody scrapes for the first time, which is no business of a start; empty until then. */
    private volatile List<Sampled.Sample> samples = List.of();

    Version(Settings settings) {
        this.settings = settings;
        this.families = List.of(new Sampled(
                "narthex_info",
                "The version of Narthex that measures this application, and each naming that it publishes; always 1.",
                Family.Type.INFO,
                List.of("version", "naming"),
                this::samples));
    }

    private List<Sampled.Sample> samples() {
        List<Sampled.Sample> known = samples;
        if (known.isEmpty()) {
            String number = number();
            known = settings.namings().stream()
                    .map(naming -> new Sampled.Sample(List.of(number, naming.settingName()), 1))
                    .toList();
            samples = known;
        }
        return known;
    }

    /** The version of this jar, written into it when it was built. */
    static String number() {
        try (InputStream resource = Version.class.getResourceAsStream("version.txt")) {
            return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public String name() {
        return "version";
    }

    @Override
    public List<Cube<?>> cubes() {
        return List.of();
    }

    @Override
    public List<Family> families() {
        return families;
    }
}
