// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.boot4;

import dev.narthex.verification.contracts.Servlet61Contract;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

class Servlet61Test extends Servlet61Contract {

    Servlet61Test() {
        super(Redirects.class);
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Handlers.class)
    static class Redirects {}

    @RestController
    static class Handlers {

        private static HttpServletResponse begun(HttpServletResponse response) throws IOException {
            response.getOutputStream().write(new byte[500]);
            return response;
        }

        @GetMapping("/redirect/status")
        void status(HttpServletResponse response) throws IOException {
            begun(response).sendRedirect("/elsewhere", HttpServletResponse.SC_SEE_OTHER);
        }

        @GetMapping("/redirect/kept")
        void kept(HttpServletResponse response) throws IOException {
            begun(response).sendRedirect("/elsewhere", false);
        }

        @GetMapping("/redirect/cleared")
        void cleared(HttpServletResponse response) throws IOException {
            begun(response).sendRedirect("/elsewhere", true);
        }

        @GetMapping("/redirect/status/kept")
        void statusKept(HttpServletResponse response) throws IOException {
            begun(response).sendRedirect("/elsewhere", HttpServletResponse.SC_TEMPORARY_REDIRECT, false);
        }

        @GetMapping("/redirect/status/clear")
        void statusCleared(HttpServletResponse response) throws IOException {
            begun(response).sendRedirect("/elsewhere", HttpServletResponse.SC_PERMANENT_REDIRECT, true);
        }

        @GetMapping("/buffer")
        void buffer(HttpServletResponse response) throws IOException {
            response.getOutputStream().write(ByteBuffer.wrap("x".repeat(700).getBytes(StandardCharsets.US_ASCII)));
        }

        @PostMapping("/buffer/read")
        String read(HttpServletRequest request) throws IOException {
            ByteBuffer into = ByteBuffer.allocate(100);
            int all = 0;
            for (int read = 0; read >= 0; read = request.getInputStream().read(into.clear())) {
                all += read;
            }
            return "read " + all;
        }
    }
}
