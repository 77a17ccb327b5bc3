// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.view.InternalResourceView;
import org.springframework.web.servlet.view.RedirectView;

/** An application with a view of every kind, all of Spring Boot's defaults, and the starter. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ViewApplication.BookController.class, ViewApplication.ShelfController.class})
class ViewApplication {

    @Bean
    RouterFunction<ServerResponse> functional() {
        return RouterFunctions.route()
                .GET("/functional/{id}", request -> ServerResponse.ok().body(request.pathVariable("id")))
                .build();
    }

    @Bean
    ServletRegistrationBean<PlainServlet> plainServlet() {
        return PlainServlet.named("plain", "/plain/*", (request, response) -> response.setStatus(202));
    }

    @Bean
    NamesAsPages namesAsPages() {
        return new NamesAsPages();
    }

    /** Renders any name that is neither a redirect nor a forward as the name itself, before any other resolver. */
    static final class NamesAsPages implements ViewResolver, Ordered {

        @Override
        public View resolveViewName(String name, Locale locale) {
            if (name.startsWith("redirect:")) {
                return new RedirectView(name.substring("redirect:".length()), true);
            }
            if (name.startsWith("forward:")) {
                return new InternalResourceView(name.substring("forward:".length()));
            }
            return (model, request, response) -> {
                if (name.equals("shelves/broken")) {
                    throw new IllegalStateException("in a template");
                }
                response.getOutputStream().write(name.getBytes(StandardCharsets.US_ASCII));
            };
        }

        @Override
        public int getOrder() {
            return HIGHEST_PRECEDENCE;
        }
    }

    /** Answers what its methods return, and raises. */
    @RestController
    static class BookController {

        @GetMapping(path = "/books/{id}", name = "book-detail")
        String detail(@PathVariable String id) {
            return id;
        }

        @GetMapping(path = "/books", produces = MediaType.TEXT_PLAIN_VALUE)
        String list() {
            return "books";
        }

        @PostMapping(path = "/books", consumes = MediaType.TEXT_PLAIN_VALUE)
        ResponseEntity<String> create(@RequestBody String body) {
            return ResponseEntity.status(HttpStatus.CREATED).body(body);
        }

        @GetMapping("/missing/{id}")
        ResponseEntity<String> missing(@PathVariable String id) {
            return ResponseEntity.notFound().build();
        }

        @GetMapping("/latin")
        ResponseEntity<byte[]> latin() {
            return ResponseEntity.ok()
                    .header("Content-Type", "text/plain;charset=ISO-8859-1")
                    .body(new byte[] {65});
        }

        @GetMapping("/odd-status/{status}")
        void oddStatus(@PathVariable int status, HttpServletResponse response) {
            response.setStatus(status);
        }

        @GetMapping("/boom")
        String boom() {
            throw new IllegalStateException("boom");
        }

        @GetMapping("/boom/carried")
        String carried() throws ServletException {
            throw new ServletException(new IOException("carried"));
        }

        @GetMapping("/boom/anonymous")
        String anonymous() {
            throw new IllegalArgumentException("anonymous") {
                private static final long serialVersionUID = 1;
            };
        }

        @GetMapping("/boom/resolved")
        String resolved() {
            throw new OutOfStock();
        }

        @GetMapping("/boom/reserved")
        String reserved() {
            throw new Reserved();
        }

        @ExceptionHandler
        ResponseEntity<Map<String, String>> outOfStock(OutOfStock thrown) {
            return ResponseEntity.status(422).body(Map.of("problem", "out of stock"));
        }
    }

    static class OutOfStock extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @ResponseStatus(HttpStatus.CONFLICT)
    static class Reserved extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Answers by templates, redirects and forwards. */
    @Controller
    static class ShelfController {

        @GetMapping("/shelf")
        String shelf() {
            return "shelves/one";
        }

        @GetMapping("/shelf/broken")
        String broken() {
            return "shelves/broken";
        }

        @GetMapping("/shelf/moved")
        String moved() {
            return "redirect:/shelf";
        }

        @GetMapping("/shelf/alias/{id}")
        String alias(@PathVariable String id) {
            return "forward:/books/" + id;
        }
    }
}
