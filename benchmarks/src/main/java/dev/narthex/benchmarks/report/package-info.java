// SPDX-License-Identifier: Apache-2.0
/** One run of everything, and one page that says what was measured and which targets are met. */
@NullMarked
package dev.narthex.benchmarks.report;

import org.jspecify.annotations.NullMarked;
