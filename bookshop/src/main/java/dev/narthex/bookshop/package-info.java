/** The demo application: an ordinary shop. It has Narthex's starter among its dependencies, and no line about it. */
@NullMarked
package dev.narthex.bookshop;

import org.jspecify.annotations.NullMarked;
