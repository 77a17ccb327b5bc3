// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** An application that tells what it is handed. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({SettingsApplication.Handed.class, ViewApplication.BookController.class})
class SettingsApplication {

    @RestController
    static class Handed {

        @PostMapping("/handed")
        String handed(HttpServletRequest request, HttpServletResponse response) throws IOException {
            request.getInputStream().readAllBytes();
            return classes(request) + classes(response);
        }

        /** Its class and, if it wraps another, that one's, down to the container's own. */
        private static String classes(Object handed) {
            String name = handed.getClass().getName() + "\n";
            if (handed instanceof ServletRequestWrapper wrapper) {
                return name + classes(wrapper.getRequest());
            }
            return handed instanceof ServletResponseWrapper wrapper ? name + classes(wrapper.getResponse()) : name;
        }
    }
}
