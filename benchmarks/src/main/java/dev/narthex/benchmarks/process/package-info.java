// SPDX-License-Identifier: Apache-2.0
/** Whole processes beside each other: one application plain, with us, and with each peer. */
@NullMarked
package dev.narthex.benchmarks.process;

import org.jspecify.annotations.NullMarked;
