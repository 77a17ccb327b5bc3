/**
 * Counting and publishing. Left of the border a {@link dev.narthex.core.Cube} counts, in the words of the data cube: key,
 * cell, measure, dimension. Right of it a {@link dev.narthex.core.Family} publishes, in Prometheus's words.
 */
@NullMarked
package dev.narthex.core;

import org.jspecify.annotations.NullMarked;
