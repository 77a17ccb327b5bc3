// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import jakarta.servlet.http.HttpServletResponse;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** One of each kind that a graph should show: slow, broken, not there, streaming. */
@RestController
class SpecimenController {

    private static final int SLOW_MILLIS = 300;
    private static final int CHUNKS = 3;
    private static final int CHUNK_MILLIS = 100;

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
