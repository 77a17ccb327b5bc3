// SPDX-License-Identifier: Apache-2.0
/** Grafana's dashboards as its classic JSON has them: panels, rows, variables. It knows no metric. */
@NullMarked
package dev.narthex.observability.grafana;

import org.jspecify.annotations.NullMarked;
