// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationTest {

    private static Instrumentation feature(String name, String family) {
        return feature(name, new Sampled(family, "Test.", Family.Type.GAUGE, List.of("kind"), List::of));
    }

    private static Instrumentation feature(String name, Family... families) {
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
                return List.of(families);
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

    /** E8. */
    @ParameterizedTest
    @CsvSource({
        "foo_total, foo",
        "foo_total, foo_total",
        "foo_total, foo_created",
        "wait, wait_bucket",
        "wait, wait_sum",
        "wait, wait_count",
        "wait, wait_created",
        "wait, wait",
    })
    void namesBehindAFamilyAreItsOwn(String counterOrHistogram, String gauge) {
        Family family = counterOrHistogram.endsWith("_total")
                ? Rollup.counter(Measure.count("m", Unit.ONE), counterOrHistogram, "Test.")
                : Rollup.histogram(
                        Measure.distribution("m", Unit.ONE), counterOrHistogram, "Test.", Buckets.of(Unit.ONE, 1));
        Application application = Application.of(Settings.create());
        application.add(feature("cache", family));

        assertThatThrownBy(() -> application.add(feature("orm", gauge)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("a family must have one owner: " + gauge + " belongs to cache", "and to orm");
    }

    @Test
    void untypedTwinOfACounterIsNoSecondOwner() {
        Measure<String> sales = Measure.count("sales", Unit.ONE);
        Application application = Application.of(Settings.create());

        application.add(feature(
                "shop", Rollup.counter(sales, "sales_total", "Test."), Rollup.untyped(sales, "sales", "Test.")));

        assertThat(application.instrumentations().get(0).families()).hasSize(2);
    }

    @Test
    void counterWhoseNameDoesNotSayItIsRefused() {
        assertThatThrownBy(() -> Rollup.counter(Measure.count("sales", Unit.ONE), "sales", "Test."))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the name of a counter must end in _total: sales");
        assertThatThrownBy(() -> new Sampled("sales", "Test.", Family.Type.COUNTER, List.of(), List::of))
                .hasMessage("the name of a counter must end in _total: sales");
    }

    /** E35. */
    @Test
    void constantLabelThatAFamilyHasIsRefused() {
        Application application = Application.of(
                Settings.builder().constantLabels(Map.of("kind", "x")).build());

        assertThatThrownBy(() -> application.add(feature("cache", "entries")))
                .isInstanceOf(SettingException.class)
                .hasMessage("narthex.constant-labels must not be labels of a family: 'kind' of entries; choose another"
                        + " name");
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
