// SPDX-License-Identifier: Apache-2.0
/**
 * What is made from the catalogue of all families: the reference page and the dashboards; and what checks rules and alerts
 * against it. Nothing here is published: {@code docs/reference}, {@code grafana} and {@code prometheus} are.
 */
@NullMarked
package dev.narthex.observability;

import org.jspecify.annotations.NullMarked;
