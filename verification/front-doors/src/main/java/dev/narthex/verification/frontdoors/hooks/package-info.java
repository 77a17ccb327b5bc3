// SPDX-License-Identifier: Apache-2.0
/** Two hooks that vendors construct with {@code new}: each finds its application by itself, and counts one. */
@NullMarked
package dev.narthex.verification.frontdoors.hooks;

import org.jspecify.annotations.NullMarked;
