// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import dev.narthex.core.Guard;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Answers on the port: the page on exactly its path, and {@code /-/healthy} to everybody. Thread-safe. */
final class PageHandler implements HttpHandler {

    private static final String HEALTHY = "/-/healthy";

    private final String path;
    private final Reception reception;
    private final Visits visits;
    private final Guard guard;
    private final Pace pace = new Pace();
    private final AtomicLong busy = new AtomicLong();

    PageHandler(MetricsPage page, Visits visits) {
        this.path = page.application().settings().path();
        this.reception = new Reception(page);
        this.visits = visits;
        this.guard = page.application().guard("server");
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Visit visit = visits.current();
        visit.answering();
        try {
            answer(exchange, new PortAsker(exchange, visit));
        } catch (RuntimeException ours) {
            guard.caught(ours);
            throw new IOException("this answer has failed", ours); // the server closes the connection
        }
        finish(exchange);
    }

    private void answer(HttpExchange exchange, Reception.Asker asker) throws IOException {
        if (!pace.await()) {
            busy.incrementAndGet();
            asker.add("Retry-After", "1");
            asker.add("Connection", "close");
            Reception.say(asker, 503, "too many ask for this page at once");
            return;
        }
        String asked = exchange.getRequestURI().getRawPath();
        if (path.equals(asked)) {
            reception.receive(asker);
        } else if (HEALTHY.equals(asked)) {
            Reception.say(asker, 200, "healthy");
        } else {
            Reception.say(asker, 404, "the page is not here");
        }
    }

    /**
     * A connection with TLS is for one request, and closed here and not by the server's own thread: that writes, and a
     * client that does not read would hold up all others. What follows a HEAD is small enough for any buffer.
     */
    private static void finish(HttpExchange exchange) throws IOException {
        if (exchange instanceof HttpsExchange && !exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseBody().flush();
            throw new IOException("a connection with TLS is for one request");
        }
        exchange.close();
    }

    /** How many were told to come back later. */
    long busy() {
        return busy.get();
    }

    /** One who asks on the port. */
    private record PortAsker(HttpExchange exchange, Visit visit) implements Reception.Asker {

        @Override
        public String method() {
            return exchange.getRequestMethod();
        }

        @Override
        public @Nullable String header(String name) {
            List<String> lines = exchange.getRequestHeaders().get(name);
            return lines == null ? null : String.join(",", lines);
        }

        @Override
        public @Nullable String query() {
            return exchange.getRequestURI().getRawQuery();
        }

        @Override
        public void add(String header, String value) {
            exchange.getResponseHeaders().add(header, value);
        }

        @Override
        public OutputStream answer(int status, int size) throws IOException {
            visit.writing(size);
            if (exchange instanceof HttpsExchange) {
                exchange.getResponseHeaders().set("Connection", "close");
            }
            if (method().equals("HEAD")) {
                add("Content-Length", Integer.toString(size));
                exchange.sendResponseHeaders(status, -1);
                return OutputStream.nullOutputStream();
            }
            exchange.sendResponseHeaders(status, size == 0 ? -1 : size);
            return new Pieces(exchange.getResponseBody(), visit);
        }
    }

    /** Hands an answer over in pieces, so that it is seen whether the client takes it. */
    private static final class Pieces extends OutputStream {

        private static final int SIZE = 16 * 1024;

        private final OutputStream out;
        private final Visit visit;

        Pieces(OutputStream out, Visit visit) {
            this.out = out;
            this.visit = visit;
        }

        @Override
        public void write(int single) throws IOException {
            out.write(single);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += SIZE) {
                out.write(bytes, offset + done, Math.min(SIZE, length - done));
                visit.moved();
            }
        }
    }
}
