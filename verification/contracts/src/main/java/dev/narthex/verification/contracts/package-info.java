// SPDX-License-Identifier: Apache-2.0
/** What every line of versions must show, as tests to inherit, and the small applications that they are shown on. */
@NullMarked
package dev.narthex.verification.contracts;

import org.jspecify.annotations.NullMarked;
