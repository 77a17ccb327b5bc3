// SPDX-License-Identifier: Apache-2.0
/** A real Prometheus, for every test that wants one. */
@NullMarked
package dev.narthex.verification.prometheus;

import org.jspecify.annotations.NullMarked;
