/** For the tests of users and for ours: what a scrape would read, and a ticker that is turned by hand. */
@NullMarked
package dev.narthex.testkit;

import org.jspecify.annotations.NullMarked;
