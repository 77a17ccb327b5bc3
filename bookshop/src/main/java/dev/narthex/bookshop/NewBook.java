// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import static java.util.Objects.requireNonNull;

/** A book to be added, with the name of its author, who may be new too. */
record NewBook(String title, String isbn, String author) {

    NewBook {
        requireNonNull(title, "title");
        requireNonNull(isbn, "isbn");
        requireNonNull(author, "author");
    }
}
