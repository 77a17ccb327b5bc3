// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import java.util.List;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the shop has on sale. Single books are cached until they change. */
@Service
class Catalogue {

    private static final String CACHE = "books";

    private final BookRepository books;
    private final AuthorRepository authors;

    Catalogue(BookRepository books, AuthorRepository authors) {
        this.books = books;
        this.authors = authors;
    }

    @Transactional(readOnly = true)
    List<BookSummary> list() {
        return books.findAll(Sort.by("id")).stream().map(BookSummary::of).toList();
    }

    @Cacheable(CACHE)
    @Transactional(readOnly = true)
    BookDetail detail(long id) {
        return books.findWithAuthorById(id).map(BookDetail::of).orElseThrow(NotFoundException::new);
    }

    @Transactional
    long add(NewBook book) {
        Author author = authors.findByName(book.author()).orElseGet(() -> authors.save(new Author(book.author())));
        return books.save(new Book(book.title(), book.isbn(), author)).getId();
    }

    @CacheEvict(cacheNames = CACHE, key = "#id")
    @Transactional
    void retitle(long id, String title) {
        books.findById(id).orElseThrow(NotFoundException::new).setTitle(title);
    }

    @CacheEvict(CACHE)
    @Transactional
    void remove(long id) {
        books.delete(books.findById(id).orElseThrow(NotFoundException::new));
    }
}
