// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application that fails in every way, and whose error page is a servlet that decides the status itself. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ErrorApplication.Failures.class)
class ErrorApplication {

    static final long SLOW_PAGE_MILLIS = 120;

    static class Teapot extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static class SlowPage extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    static class BrokenPage extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Bean
    ServletRegistrationBean<PlainServlet> errorPage() {
        return PlainServlet.named("error-page", "/error", (request, response) -> {
            Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
            Throwable cause = thrown instanceof ServletException carrier ? carrier.getCause() : (Throwable) thrown;
            if (cause instanceof Teapot) {
                response.setStatus(418);
            } else if (cause instanceof SlowPage) {
                pause(SLOW_PAGE_MILLIS);
            } else if (cause instanceof BrokenPage) {
                throw new IllegalStateException("the error page is broken too");
            }
            response.getWriter().print("error page");
        });
    }

    @Bean
    ServletRegistrationBean<PlainServlet> throwing() {
        return PlainServlet.named("throwing", "/servlet/throws", (request, response) -> {
            throw new StackOverflowError("in a servlet");
        });
    }

    @Bean
    ServletRegistrationBean<PlainServlet> checked() {
        return PlainServlet.named("checked", "/servlet/checked", (request, response) -> {
            throw new IOException("in a servlet");
        });
    }

    @Bean
    ServletRegistrationBean<PlainServlet> sending() {
        return PlainServlet.named(
                "sending", "/servlet/sends", (request, response) -> response.sendError(409, "in a servlet"));
    }

    @Bean
    ServletRegistrationBean<PlainServlet> afterCommit() {
        return PlainServlet.named("after-commit", "/servlet/after-commit", (request, response) -> {
            response.getWriter().print("begun");
            response.flushBuffer();
            throw new IllegalStateException("after the commit");
        });
    }

    @Bean
    ServletRegistrationBean<PlainServlet> including() {
        return PlainServlet.named("including", "/servlet/includes", (request, response) -> {
            request.getRequestDispatcher("/servlet/included").include(request, response);
            response.sendError(410);
        });
    }

    @Bean
    ServletRegistrationBean<PlainServlet> included() {
        return PlainServlet.named("included", "/servlet/included", (request, response) -> response.getWriter()
                .print("included"));
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Controllers that fail. */
    @RestController
    static class Failures {

        @PostMapping("/sends")
        void sends(HttpServletResponse response) throws IOException {
            response.sendError(404, "in a controller");
        }

        @PostMapping("/throws")
        void throwsError() {
            throw new IllegalStateException("in a controller");
        }

        @RequestMapping("/teapot")
        void teapot() {
            throw new Teapot();
        }

        @RequestMapping("/slow-page")
        void slowPage() {
            throw new SlowPage();
        }

        @RequestMapping("/broken-page")
        void brokenPage() {
            throw new BrokenPage();
        }

        @RequestMapping("/after-commit")
        void afterCommit(HttpServletResponse response) throws IOException {
            response.getWriter().print("begun");
            response.flushBuffer();
            throw new IllegalStateException("after the commit");
        }

        @RequestMapping("/stack-overflow")
        void stackOverflow() {
            throw new StackOverflowError("in a controller");
        }

        @RequestMapping("/forwards")
        void forwards(HttpServletRequest request, HttpServletResponse response) throws IOException, ServletException {
            request.getRequestDispatcher("/servlet/includes").forward(request, response);
        }
    }
}
