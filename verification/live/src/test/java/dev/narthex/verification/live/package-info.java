/** The live page in a real Chromium: what a watcher sees of a real bookshop. */
@NullMarked
package dev.narthex.verification.live;

import org.jspecify.annotations.NullMarked;
