// SPDX-License-Identifier: Apache-2.0
/** An application with one view and one query. It knows nothing of metrics. */
@NullMarked
package dev.narthex.benchmarks.app;

import org.jspecify.annotations.NullMarked;
