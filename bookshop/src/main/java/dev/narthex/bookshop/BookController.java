// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The books as JSON: list, look at, create, update, delete, one by one or many at once. */
@RestController
@RequestMapping("/books/")
class BookController {

    private final Catalogue catalogue;

    BookController(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GetMapping(name = "book-list")
    Map<String, List<BookSummary>> list() {
        return Map.of("books", catalogue.list());
    }

    @GetMapping(path = "{id:\\d+}/", name = "book-detail")
    BookDetail detail(@PathVariable long id) {
        return catalogue.detail(id);
    }

    @PostMapping(path = "create/", name = "book-create")
    ResponseEntity<Map<String, Object>> create(@RequestBody NewBook book) {
        return created("id", () -> catalogue.add(book));
    }

    @PostMapping(path = "bulk/", name = "book-bulk")
    ResponseEntity<Map<String, Object>> createAll(@RequestBody NewBooks books) {
        return created("created", () -> catalogue.addAll(books));
    }

    private static ResponseEntity<Map<String, Object>> created(String name, Supplier<Object> addition) {
        try {
            return ResponseEntity.status(HttpStatus.CREATED).body(Map.of(name, addition.get()));
        } catch (DataIntegrityViolationException duplicate) {
            return ResponseEntity.status(HttpStatus.CONFLICT).body(Map.of("error", "duplicate isbn"));
        }
    }

    @PostMapping(path = "executemany/", name = "book-executemany")
    Map<String, Integer> reprice(@RequestBody NewPrices prices) {
        return Map.of("updated", catalogue.reprice(prices));
    }

    @PutMapping(path = "{id:\\d+}/update/", name = "book-update")
    Map<String, Object> update(@PathVariable long id, @RequestBody NewTitle book) {
        catalogue.retitle(id, book.title());
        return Map.of("id", id);
    }

    @DeleteMapping(path = "{id:\\d+}/delete/", name = "book-delete")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        catalogue.remove(id);
    }
}
