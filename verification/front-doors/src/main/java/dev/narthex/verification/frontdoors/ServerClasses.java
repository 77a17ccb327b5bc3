// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a web application sees of its server: the JDK, the Servlet API and the server's own classes, nothing of the tests. */
final class ServerClasses extends ClassLoader {

    private static final List<String> VISIBLE = List.of(
            "jakarta.servlet.",
            "jakarta.el.",
            "jakarta.websocket.",
            "org.apache.catalina.",
            "org.apache.coyote.",
            "org.apache.tomcat.",
            "org.apache.juli.",
            "org.apache.naming.",
            "org.apache.el.",
            "org.eclipse.jetty.",
            "io.undertow.");

    private final ClassLoader server = ServerClasses.class.getClassLoader();

    ServerClasses() {
        super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (VISIBLE.stream().noneMatch(name::startsWith)) {
            throw new ClassNotFoundException(name);
        }
        return server.loadClass(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return isVisible(name) ? server.getResource(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) throws IOException {
        return isVisible(name) ? server.getResources(name) : Collections.emptyEnumeration();
    }

    private static boolean isVisible(String resource) {
        String name = resource.replace('/', '.');
        return VISIBLE.stream().anyMatch(name::startsWith);
    }
}
