/** Requests and responses: the exchange, its keys and its families. Knows no container and no framework. */
@NullMarked
package dev.narthex.http;

import org.jspecify.annotations.NullMarked;
