// SPDX-License-Identifier: Apache-2.0
/** The current trace, for exemplars: from OpenTelemetry's API, or from Micrometer Tracing. */
@NullMarked
package dev.narthex.export.tracing;

import org.jspecify.annotations.NullMarked;
