// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import static java.util.Objects.requireNonNull;

/** A book to be added, with the name of its author, who may be new too. */
record NewBook(String title, String isbn, String author) {

    static final int MAX_TITLE = 200;
    static final int MAX_ISBN = 20;
    static final int MAX_NAME = 100;

    NewBook {
        requireAtMost(MAX_TITLE, title, "title");
        requireAtMost(MAX_ISBN, isbn, "isbn");
        requireAtMost(MAX_NAME, author, "author");
    }

    /** The columns have no room for more. */
    static void requireAtMost(int length, String text, String name) {
        if (requireNonNull(text, name).length() > length) {
            throw new IllegalArgumentException(name + " must have at most " + length + " characters: " + text.length());
        }
    }
}
