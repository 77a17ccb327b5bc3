// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

/**
 * The place of a count in the cells of one cube. Immutable.
 *
 * @param slot its place in a cell
 */
public record Count(int slot) {}
