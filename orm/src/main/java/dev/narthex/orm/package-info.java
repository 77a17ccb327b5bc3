// SPDX-License-Identifier: Apache-2.0
/** Entity operations: what is recorded and published; the hooks are in the packages below, one a vendor. */
@NullMarked
package dev.narthex.orm;

import org.jspecify.annotations.NullMarked;
