// SPDX-License-Identifier: Apache-2.0
/** All front doors against the classes that vendors construct: servers, class loaders, and what must be left of them. */
@NullMarked
package dev.narthex.verification.frontdoors;

import org.jspecify.annotations.NullMarked;
