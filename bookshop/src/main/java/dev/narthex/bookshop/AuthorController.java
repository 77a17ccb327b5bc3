// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The authors as JSON: list, delete. */
@RestController
@RequestMapping("/authors/")
class AuthorController {

    private final Catalogue catalogue;

    AuthorController(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GetMapping(name = "author-list")
    Map<String, List<AuthorBooks>> list() {
        return Map.of("authors", catalogue.authors());
    }

    @GetMapping(path = "books/", name = "author-books")
    Map<String, List<String>> books() {
        return catalogue.booksByAuthor();
    }

    @DeleteMapping(path = "{id:\\d+}/delete/", name = "author-delete")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        catalogue.removeAuthor(id);
    }
}
