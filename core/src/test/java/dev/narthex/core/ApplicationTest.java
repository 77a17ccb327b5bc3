// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApplicationTest {

    private static Instrumentation feature(String name, String family) {
        Sampled sampled = new Sampled(family, "Test.", Family.Type.GAUGE, List.of(), List::of);
        return new Instrumentation() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<Cube<?>> cubes() {
                return List.of();
            }

            @Override
            public List<Family> families() {
                return List.of(sampled);
            }
        };
    }

    @Test
    void instrumentationOfOneKindIsThereOnce() {
        Application application = Application.of(Settings.create());
        application.add(feature("cache", "a"));

        assertThatThrownBy(() -> application.add(feature("cache", "b")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "an application must have one instrumentation of a kind: cache; pass the one that is there to"
                                + " whatever needs it");
    }

    /** E8. */
    @Test
    void familyOfTwoOwnersIsRefusedByTheirNames() {
        Application application = Application.of(Settings.create());
        application.add(feature("cache", "entries"));

        assertThatThrownBy(() -> application.add(feature("orm", "entries")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a family must have one owner: entries belongs to cache and to orm");
    }

    /** A53. */
    @Test
    void guardCountsEveryFailure() {
        Application application = Application.of(Settings.create());
        Guard guard = application.guard("http");
        guard.caught(new IllegalStateException("on purpose"));
        guard.caught(new StackOverflowError());

        Cube<?> errors = application.instrumentations().stream()
                .flatMap(instrumentation -> instrumentation.cubes().stream())
                .filter(cube -> cube.name().equals("instrumentation_errors"))
                .findFirst()
                .orElseThrow();
        assertThat(errors.cellsFrom(0)).extracting(cell -> cell.sum(0)).containsExactly(2L);
    }
}
