// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A line in the list of books. */
record BookSummary(
        long id, String title, @JsonProperty("author_id") long authorId) {

    static BookSummary of(Book book) {
        return new BookSummary(book.getId(), book.getTitle(), book.getAuthor().getId());
    }
}
