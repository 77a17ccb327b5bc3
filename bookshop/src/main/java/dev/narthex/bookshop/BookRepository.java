// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;

/** The books in the database. */
interface BookRepository extends JpaRepository<Book, Long> {

    @EntityGraph(attributePaths = "author")
    Optional<Book> findWithAuthorById(long id);

    List<Book> findByAuthorId(long id);
}
