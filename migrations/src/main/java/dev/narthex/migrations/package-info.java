/** Cache look-ups: what is recorded and published; the hooks are in the packages below, one a vendor. */
@NullMarked
package dev.narthex.migrations;

import org.jspecify.annotations.NullMarked;
