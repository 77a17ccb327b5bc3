// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.data.domain.Sort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the shop has on sale. */
@Service
class Catalogue {

    private static final String AUTHORS = "'authors'";

    private final BookRepository books;
    private final AuthorRepository authors;
    private final JdbcTemplate jdbc;

    Catalogue(BookRepository books, AuthorRepository authors, JdbcTemplate jdbc) {
        this.books = books;
        this.authors = authors;
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    List<BookSummary> list() {
        return books.findAll(Sort.by("id")).stream().map(BookSummary::of).toList();
    }

    @Transactional(readOnly = true)
    BookDetail detail(long id) {
        return books.findWithAuthorById(id).map(BookDetail::of).orElseThrow(NotFoundException::new);
    }

    @CacheEvict(cacheNames = CacheConfiguration.LOCAL, key = AUTHORS)
    @Transactional
    long add(NewBook book) {
        return books.save(new Book(book.title(), book.isbn(), author(book.author())))
                .getId();
    }

    /** Adds all of them with one statement. */
    @CacheEvict(cacheNames = CacheConfiguration.LOCAL, key = AUTHORS)
    @Transactional
    int addAll(NewBooks added) {
        if (added.books().isEmpty()) {
            return 0;
        }
        long author = author(added.author()).getId();
        List<Object[]> rows = added.books().stream()
                .map(book -> new Object[] {book.title(), book.isbn(), author})
                .toList();
        return JdbcClient.create(jdbc)
                .sql("insert into book (title, isbn, author_id) values :rows")
                .param("rows", rows)
                .update();
    }

    /** Sets all of these prices in one batch. */
    @Transactional
    int reprice(NewPrices prices) {
        List<Object[]> rows = prices.prices().stream()
                .map(price -> new Object[] {price.price(), price.isbn()})
                .toList();
        int changed = 0;
        for (int books : jdbc.batchUpdate("update book set price = ? where isbn = ?", rows)) {
            changed += books;
        }
        return changed;
    }

    @Transactional
    void retitle(long id, String title) {
        books.findById(id).orElseThrow(NotFoundException::new).setTitle(title);
    }

    @CacheEvict(cacheNames = CacheConfiguration.LOCAL, key = AUTHORS)
    @Transactional
    void remove(long id) {
        books.delete(books.findById(id).orElseThrow(NotFoundException::new));
    }

    /** Who wrote how many; remembered until that changes. */
    @Cacheable(cacheNames = CacheConfiguration.LOCAL, key = AUTHORS)
    @Transactional(readOnly = true)
    List<AuthorBooks> authors() {
        return JdbcClient.create(jdbc).sql("""
                        select author.name, count(book.id) as books
                        from author left join book on book.author_id = author.id
                        group by author.name
                        order by author.name
                        """).query(AuthorBooks.class).list();
    }

    /** Every author's books, with a query for every author: an N+1, as an inattentive loop makes it. */
    @Transactional(readOnly = true)
    Map<String, List<String>> booksByAuthor() {
        Map<String, List<String>> titles = new TreeMap<>();
        for (Author author : authors.findAll()) {
            titles.put(
                    author.getName(),
                    books.findByAuthorId(author.getId()).stream()
                            .map(Book::getTitle)
                            .sorted()
                            .toList());
        }
        return titles;
    }

    /** Removes an author; the database removes the author's books. */
    @CacheEvict(cacheNames = CacheConfiguration.LOCAL, key = AUTHORS)
    @Transactional
    void removeAuthor(long id) {
        authors.delete(authors.findById(id).orElseThrow(NotFoundException::new));
    }

    private Author author(String name) {
        return authors.findByName(name).orElseGet(() -> authors.save(new Author(name)));
    }
}
