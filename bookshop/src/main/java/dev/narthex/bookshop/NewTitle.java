// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

/** The title that a book is to have from now on. */
record NewTitle(String title) {

    NewTitle {
        NewBook.requireAtMost(NewBook.MAX_TITLE, title, "title");
    }
}
