// SPDX-License-Identifier: Apache-2.0
/** The application behind every front door: it takes a connection for each request, and starts Hibernate once. */
@NullMarked
package dev.narthex.verification.frontdoors.shop;

import org.jspecify.annotations.NullMarked;
