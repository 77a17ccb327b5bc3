// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The families of a feature: those that are published, and those that the live page reads, whatever is published. Both
 * roll up the same cells. Immutable.
 *
 * @param published under the namings, names and choice of the settings
 * @param watched under fixed names; none where the live page is off
 */
public record FeatureFamilies(List<Family> published, List<Family> watched) {

    public FeatureFamilies {
        published = List.copyOf(published);
        watched = List.copyOf(watched);
    }

    /**
     * The families of a feature in an application.
     *
     * @param families from settings to the families that they publish
     */
    public static FeatureFamilies of(Settings settings, Function<Settings, List<Family>> families) {
        return new FeatureFamilies(
                families.apply(settings), settings.live() ? families.apply(settings.watched()) : List.of());
    }

    /** All of them: what the cubes must keep. */
    public List<Family> all() {
        return Stream.concat(published.stream(), watched.stream()).toList();
    }
}
