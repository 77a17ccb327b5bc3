// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;

/** Several books to be added at once, by one author. */
record NewBooks(String author, List<Title> books) {

    NewBooks {
        NewBook.requireAtMost(NewBook.MAX_NAME, author, "author");
        books = List.copyOf(books);
    }

    /** One of them; in JSON an array of two. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Title(String title, String isbn) {

        Title {
            NewBook.requireAtMost(NewBook.MAX_TITLE, title, "title");
            NewBook.requireAtMost(NewBook.MAX_ISBN, isbn, "isbn");
        }
    }
}
