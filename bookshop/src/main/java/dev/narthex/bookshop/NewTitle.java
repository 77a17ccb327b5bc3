// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import static java.util.Objects.requireNonNull;

/** The title that a book is to have from now on. */
record NewTitle(String title) {

    NewTitle {
        requireNonNull(title, "title");
    }
}
