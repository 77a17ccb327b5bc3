// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.app;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** One book, as JSON. */
@RestController
class BookController {

    private final JdbcClient jdbc;

    BookController(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @GetMapping("/books/{id}")
    Book book(@PathVariable long id) {
        return jdbc.sql("select id, title, price from book where id = ?")
                .param(id)
                .query((row, number) -> new Book(row.getLong("id"), row.getString("title"), row.getInt("price")))
                .single();
    }

    /**
     * A book.
     *
     * @param id its number
     * @param title what is on its cover
     * @param price in cents
     */
    record Book(long id, String title, int price) {}
}
