// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Map;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An application with bodies of every kind. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({BodyApplication.Responses.class, BodyApplication.Requests.class})
class BodyApplication {

    static final int BIG = 25_000_000;
    private static final int CHUNK = 100_000;

    @Bean
    ServletRegistrationBean<PlainServlet> sized() {
        return PlainServlet.named("sized", "/servlet/sized", (request, response) -> {
            response.setContentLength(5);
            response.getWriter().print("sized");
        });
    }

    @Bean
    ServletRegistrationBean<PlainServlet> unsized() {
        return PlainServlet.named("unsized", "/servlet/unsized", (request, response) -> response.getWriter()
                .print("unsized"));
    }

    @Bean
    ServletRegistrationBean<PlainServlet> reading() {
        return PlainServlet.named("reading", "/servlet/reading", (request, response) -> request.getInputStream()
                .readAllBytes());
    }

    /** What is written. */
    @RestController
    @RequestMapping("/response")
    static class Responses {

        @GetMapping("/stream")
        void stream(HttpServletResponse response) throws IOException {
            OutputStream out = response.getOutputStream();
            out.write('a');
            out.write(new byte[900]);
            out.write(new byte[500], 100, 99);
        }

        @GetMapping("/writer")
        void writer(HttpServletResponse response) throws IOException {
            response.setContentType("text/plain;charset=utf-8");
            response.getWriter().print("é".repeat(1000));
        }

        /** One, two, three and four bytes a character; the last as two chars, in one call and in two. */
        @GetMapping("/writer/mixed")
        void mixed(HttpServletResponse response) throws IOException {
            response.setContentType("text/plain;charset=utf-8");
            PrintWriter writer = response.getWriter();
            writer.append("aé").printf("%s%n", "€");
            writer.write("\uD83D\uDD25");
            writer.write('\uD83D');
            writer.write('\uDD25');
            writer.println(17);
        }

        @GetMapping("/writer/latin")
        void latin(HttpServletResponse response) throws IOException {
            response.setContentType("text/plain;charset=iso-8859-1");
            response.getWriter().print("é".repeat(1000));
        }

        @GetMapping("/reset-buffer")
        void resetBuffer(HttpServletResponse response) throws IOException {
            response.getOutputStream().write(new byte[500]);
            response.resetBuffer();
            response.getOutputStream().write(new byte[10]);
        }

        @GetMapping("/reset")
        void reset(HttpServletResponse response) throws IOException {
            response.getOutputStream().write(new byte[500]);
            response.reset();
            response.getWriter().print("written instead");
        }

        @GetMapping("/send-error")
        void sendError(HttpServletResponse response) throws IOException {
            response.getOutputStream().write(new byte[500]);
            response.sendError(500);
        }

        @GetMapping("/throws")
        void raises(HttpServletResponse response) throws IOException {
            response.getOutputStream().write(new byte[500]);
            throw new IllegalStateException("after 500 bytes");
        }

        @GetMapping("/redirect")
        void redirect(HttpServletResponse response) throws IOException {
            response.getOutputStream().write(new byte[500]);
            response.sendRedirect("/response/json");
        }

        @GetMapping("/nothing")
        void nothing() {}

        @GetMapping("/no-content")
        ResponseEntity<Void> noContent() {
            return ResponseEntity.noContent().build();
        }

        @GetMapping("/json")
        Map<String, String> json() {
            return Map.of("title", "Prometheus unbound");
        }

        @GetMapping("/not-modified")
        ResponseEntity<String> notModified() {
            return ResponseEntity.ok().eTag("\"one\"").body("x".repeat(50));
        }

        @GetMapping("/compressible")
        ResponseEntity<String> compressible() {
            return ResponseEntity.ok("x".repeat(5000));
        }

        @GetMapping("/big")
        void big(HttpServletResponse response) throws IOException {
            OutputStream out = response.getOutputStream();
            for (int written = 0; written < BIG; written += CHUNK) {
                out.write(new byte[CHUNK]);
            }
        }

        @GetMapping("/writer/big")
        void bigText(HttpServletResponse response) throws IOException {
            PrintWriter writer = response.getWriter();
            for (int written = 0; written < BIG; written += CHUNK) {
                writer.write("x".repeat(CHUNK));
            }
        }

        @GetMapping("/writer/checked")
        void checkedText(HttpServletResponse response) throws IOException {
            PrintWriter writer = response.getWriter();
            for (int written = 0; written < BIG && !writer.checkError(); written += CHUNK) {
                writer.write("x".repeat(CHUNK));
            }
        }

        @GetMapping("/non-blocking")
        void nonBlocking(HttpServletRequest request, HttpServletResponse response) throws IOException {
            AsyncContext context = request.startAsync();
            ServletOutputStream out = response.getOutputStream();
            out.setWriteListener(new InChunks(context, out));
        }
    }

    /** Writes ten chunks, each when the container can take it. */
    private static final class InChunks implements WriteListener {

        private final AsyncContext context;
        private final ServletOutputStream out;
        private int left = 10;

        InChunks(AsyncContext context, ServletOutputStream out) {
            this.context = context;
            this.out = out;
        }

        @Override
        public void onWritePossible() throws IOException {
            while (out.isReady()) {
                if (left == 0) {
                    context.complete();
                    return;
                }
                left--;
                out.write(new byte[CHUNK]);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            context.complete();
        }
    }

    /** What is read. */
    @RestController
    @RequestMapping("/request")
    static class Requests {

        @PostMapping("/read")
        String read(@RequestBody String body) {
            return body;
        }

        @PostMapping("/read/reader")
        String reader(HttpServletRequest request) throws IOException {
            return request.getReader().readLine();
        }

        @PostMapping("/read/form")
        String form(@RequestParam String title) {
            return title;
        }

        @PostMapping("/unread")
        String unread() {
            return "unread";
        }
    }
}
