// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

/** The authors in the database. */
interface AuthorRepository extends JpaRepository<Author, Long> {

    Optional<Author> findByName(String name);
}
