/** The live page: one page that needs nothing else, and reads a compact delta while somebody watches. */
@NullMarked
package dev.narthex.export.live;

import org.jspecify.annotations.NullMarked;
