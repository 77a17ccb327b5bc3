// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the second database has. Nothing copies the books to it: it is a replica on paper. */
@RestController
class ReplicaController {

    private final JdbcClient replica;

    ReplicaController(@Qualifier("replica") DataSource replica) {
        this.replica = JdbcClient.create(replica);
    }

    @GetMapping(path = "/replica/books/", name = "replica-list")
    Map<String, List<BookSummary>> list() {
        List<BookSummary> books = replica.sql("select id, title, author_id from book order by id")
                .query(BookSummary.class)
                .list();
        return Map.of("books", books);
    }
}
