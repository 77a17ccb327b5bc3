// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. */
@SpringBootApplication
public class BookApplication {

    /** Starts it. */
    public static void main(String[] arguments) {
        SpringApplication.run(BookApplication.class, arguments);
    }
}
