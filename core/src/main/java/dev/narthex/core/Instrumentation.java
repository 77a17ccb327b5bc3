// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.List;

/** What one feature brings to an application: the cubes that it records in, and the families that it publishes. */
public interface Instrumentation {

    /** Its name, as the label of its own errors: {@code http}, {@code database}. */
    String name();

    /** The cubes that its families roll up. */
    List<Cube<?>> cubes();

    /** The families that it publishes, under every active naming, in the order of the page. */
    List<Family> families();

    /** The families that the live page reads, under fixed names; none where it is off. See {@link FeatureFamilies}. */
    default List<Family> watched() {
        return List.of();
    }
}
