/**
 * What the shop needs only to answer a recorded scenario as the site did that it was recorded from: on in the profile
 * {@code reference}. To learn how Narthex is used, read the package above.
 */
@NullMarked
package dev.narthex.bookshop.reference;

import org.jspecify.annotations.NullMarked;
