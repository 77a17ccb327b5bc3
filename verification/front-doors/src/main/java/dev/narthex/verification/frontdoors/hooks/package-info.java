// SPDX-License-Identifier: Apache-2.0
/** A hook that a vendor constructs with {@code new}: it finds its application by itself, and counts one. */
@NullMarked
package dev.narthex.verification.frontdoors.hooks;

import org.jspecify.annotations.NullMarked;
