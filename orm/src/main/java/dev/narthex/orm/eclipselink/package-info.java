// SPDX-License-Identifier: Apache-2.0
/** EclipseLink 4 and 5, whose persistence units name {@code EclipseLinkCustomizer}. */
@NullMarked
package dev.narthex.orm.eclipselink;

import org.jspecify.annotations.NullMarked;
