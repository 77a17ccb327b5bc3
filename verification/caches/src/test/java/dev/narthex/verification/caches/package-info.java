/** The contract of caches, run by every adapter. */
@NullMarked
package dev.narthex.verification.caches;

import org.jspecify.annotations.NullMarked;
