// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

/**
 * Four distributions of one cube that are observed together, in one visit to their cell. Immutable.
 *
 * @param first the place of the first one
 * @param second of the second one
 * @param third of the third one
 * @param fourth of the fourth one
 */
public record Distributions(Distribution first, Distribution second, Distribution third, Distribution fourth) {}
