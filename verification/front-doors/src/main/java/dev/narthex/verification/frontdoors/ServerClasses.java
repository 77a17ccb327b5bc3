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

    /** Of Tomcat's packages the one that applications bring. */
    private static final String BROUGHT = "org.apache.tomcat.jdbc.";

    private final ClassLoader server = ServerClasses.class.getClassLoader();

    ServerClasses() {
        super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!isShown(name)) {
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
        return isShown(resource.replace('/', '.'));
    }

    private static boolean isShown(String name) {
        return VISIBLE.stream().anyMatch(name::startsWith) && !name.startsWith(BROUGHT);
    }
}
