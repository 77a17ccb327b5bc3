// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

/** Somebody who writes books; there is one of each name. */
@Entity
class Author {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String name;

    @SuppressWarnings("NullAway.Init") // Hibernate sets the fields of what it reads
    protected Author() {}

    Author(String name) {
        this.name = name;
    }

    public long getId() { // not public, it would make Hibernate read the author, though the book knows the id
        return id;
    }

    public String getName() {
        return name;
    }
}
