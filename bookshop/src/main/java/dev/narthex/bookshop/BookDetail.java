// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

/** A book on a page of its own. */
record BookDetail(long id, String title, String isbn, String author) {

    static BookDetail of(Book book) {
        return new BookDetail(
                book.getId(), book.getTitle(), book.getIsbn(), book.getAuthor().getName());
    }
}
