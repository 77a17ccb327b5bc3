// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import jakarta.servlet.http.HttpServletResponse;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** One of each kind that a graph should show: slow, broken, not there, forbidden, streaming, in another charset. */
@RestController
class SpecimenController {

    private static final int SLOW_MILLIS = 300;
    private static final int CHUNKS = 3;
    private static final int CHUNK_MILLIS = 100;

    private static final MediaType LATIN1_HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.ISO_8859_1);
    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final Map<String, JdbcClient> databases;

    SpecimenController(DataSource first, @Qualifier("replica") DataSource replica) {
        databases = Map.of("default", JdbcClient.create(first), "replica", JdbcClient.create(replica));
    }

    @GetMapping(path = "/slow/", name = "slow")
    String slow() throws InterruptedException {
        Thread.sleep(SLOW_MILLIS);
        return "slept";
    }

    @GetMapping(path = "/boom/", name = "boom")
    String boom() {
        throw new IllegalStateException("boom");
    }

    @GetMapping(path = "/missing/", name = "missing")
    String missing() {
        throw new NotFoundException();
    }

    @GetMapping(path = "/denied/", name = "denied")
    String denied() {
        throw new AccessDeniedException("for nobody's eyes");
    }

    /** A query of a table that is not there, in the database of this alias. */
    @GetMapping(path = "/dberror/", name = "dberror")
    Object databaseError(@RequestParam(defaultValue = "default") String alias) {
        JdbcClient database = databases.get(alias);
        if (database == null) {
            throw new NotFoundException();
        }
        return database.sql("select * from no_such_table").query().listOfRows();
    }

    @GetMapping(path = "/latin1/", name = "latin1")
    ResponseEntity<String> latin1() {
        return ResponseEntity.ok().contentType(LATIN1_HTML).body("caf\u00e9");
    }

    @GetMapping(path = "/png/", name = "png")
    ResponseEntity<byte[]> png() {
        return ResponseEntity.ok().contentType(MediaType.IMAGE_PNG).body(PNG_SIGNATURE.clone());
    }

    /** A view whose mapping has no name. */
    @GetMapping("/unnamed/")
    String unnamed() {
        return "unnamed";
    }

    @GetMapping(path = "/stream/", name = "stream")
    ResponseEntity<StreamingResponseBody> stream(HttpServletResponse response) {
        return ResponseEntity.ok().contentType(MediaType.TEXT_PLAIN).body(body -> {
            for (int i = 0; i < CHUNKS; i++) {
                body.write(("chunk" + i + "\n").getBytes(StandardCharsets.UTF_8));
                response.flushBuffer(); // since Spring 7, body.flush() does nothing
                pause();
            }
        });
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(CHUNK_MILLIS);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the shop closes");
        }
    }
}
