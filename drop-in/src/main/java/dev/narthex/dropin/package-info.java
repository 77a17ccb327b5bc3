// SPDX-License-Identifier: Apache-2.0
/** The front door of a servlet container without a framework: the jars in {@code WEB-INF/lib}, nothing else. */
@NullMarked
package dev.narthex.dropin;

import org.jspecify.annotations.NullMarked;
