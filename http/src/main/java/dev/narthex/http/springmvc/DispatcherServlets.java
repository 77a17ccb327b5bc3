// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http.springmvc;

import jakarta.servlet.ServletRegistration;
import java.util.function.Predicate;
import org.springframework.web.servlet.DispatcherServlet;

/** Which servlets are Spring MVC's: their views are named by {@link ViewInterceptor}. */
public final class DispatcherServlets implements Predicate<ServletRegistration> {

    private DispatcherServlets() {}

    /** The test. */
    public static DispatcherServlets create() {
        return new DispatcherServlets();
    }

    @Override
    public boolean test(ServletRegistration registration) {
        String name = registration.getClassName();
        if (name == null) {
            return false;
        }
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return DispatcherServlet.class.isAssignableFrom(Class.forName(name, false, loader));
        } catch (ClassNotFoundException | LinkageError elsewhere) {
            return false; // a class of another loader is none of this application's Spring
        }
    }
}
