// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop.reference;

import static org.springframework.web.bind.annotation.RequestMethod.DELETE;
import static org.springframework.web.bind.annotation.RequestMethod.GET;
import static org.springframework.web.bind.annotation.RequestMethod.OPTIONS;
import static org.springframework.web.bind.annotation.RequestMethod.PATCH;
import static org.springframework.web.bind.annotation.RequestMethod.PUT;

import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Methods that Spring would answer itself: the views refuse what they do not like, and one likes what HTTP does not know. */
@RestController
@Profile("reference")
class MethodController {

    @RequestMapping(
            path = "/books/create/",
            name = "book-create",
            method = {GET, PUT, PATCH, DELETE, OPTIONS})
    ResponseEntity<Void> refuse() {
        return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED)
                .allow(HttpMethod.POST)
                .build();
    }

    /** Where GET and PATCH are mapped too, this gets the rest. */
    @RequestMapping(path = "/api/ping/", name = "api:ping")
    Map<String, Boolean> brew(HttpMethod method) throws HttpRequestMethodNotSupportedException {
        if (!method.name().equals("BREW")) {
            throw new HttpRequestMethodNotSupportedException(method.name(), List.of("GET", "PATCH", "BREW"));
        }
        return Map.of("pong", true);
    }
}
