// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** An unpacked WAR in a folder: the shop, and the jars that a front door needs. */
record War(Path folder) {

    private static final List<String> DROP_IN = List.of(
            "narthex-core",
            "narthex-http",
            "narthex-database",
            "narthex-orm",
            "narthex-export",
            "narthex-drop-in",
            "prometheus-metrics-",
            "jspecify");
    private static final List<String> SHOP = List.of("narthex-front-doors", "narthex-verification-front-doors", "h2-");
    private static final List<String> HIBERNATE = List.of(
            "hibernate-",
            "jakarta.persistence",
            "jakarta.transaction",
            "jakarta.inject",
            "jakarta.xml.bind",
            "jakarta.activation",
            "jboss-logging",
            "byte-buddy",
            "classmate",
            "jandex",
            "antlr4",
            "jaxb-",
            "txw2",
            "istack",
            "angus");

    /** Tomcat's logging is the server's; Spring Boot 3 has Spring's in the place of Commons'. */
    private static final List<String> POOLS = List.of(
            "HikariCP", "slf4j-api", "tomcat-jdbc", "commons-dbcp2", "commons-pool2", "commons-logging", "spring-jcl");

    /** What a server has, and what tests are made of. */
    private static final List<String> NOT_IN_A_BOOT_WAR = List.of(
            "tomcat-embed",
            "jakarta.servlet",
            "jetty-",
            "undertow-",
            "xnio-",
            "wildfly-",
            "jboss-threads",
            "junit-",
            "opentest4j",
            "apiguardian",
            "assertj",
            "surefire",
            "narthex-testkit",
            "test-classes");

    /** The jars of the drop-in and of the shop, without a framework. */
    static War plain(Path folder, Map<String, String> parameters) throws IOException {
        return write(folder, "", parameters, List.of());
    }

    /** The same with a descriptor that leaves ours out. */
    static War complete(Path folder) throws IOException {
        return write(folder, "metadata-complete=\"true\"", Map.of(), List.of());
    }

    /** The same with Hibernate, which the shop starts. */
    static War withHibernate(Path folder) throws IOException {
        return write(folder, "", Map.of("shop.hibernate", "true"), HIBERNATE);
    }

    /** The same with all pools, which the shop measures by hand. */
    static War withPools(Path folder) throws IOException {
        return write(folder, "", Map.of("shop.pools", "true"), POOLS);
    }

    /** A Spring Boot WAR with the starter; the drop-in's jar is in it too. */
    static War boot(Path folder) throws IOException {
        ClassPath.copy(folder.resolve("WEB-INF/lib"), War::isInABootWar);
        return new War(folder);
    }

    static boolean isInABootWar(String name) {
        return !startsWith(name, NOT_IN_A_BOOT_WAR) && !isATestOfThisLine(name);
    }

    private static boolean isATestOfThisLine(String name) {
        return name.matches("narthex-front-doors-\\d.*");
    }

    private static War write(Path folder, String attribute, Map<String, String> parameters, List<String> more)
            throws IOException {
        ClassPath.copy(
                folder.resolve("WEB-INF/lib"),
                name -> startsWith(name, DROP_IN)
                        || (startsWith(name, SHOP) && !isATestOfThisLine(name))
                        || startsWith(name, more));
        Files.writeString(folder.resolve("WEB-INF/web.xml"), descriptor(attribute, parameters));
        return new War(folder);
    }

    private static boolean startsWith(String name, List<String> starts) {
        return starts.stream().anyMatch(name::startsWith);
    }

    private static String descriptor(String attribute, Map<String, String> parameters) {
        return """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" %s>
                %s
                  <filter>
                    <filter-name>byUrl</filter-name>
                    <filter-class>dev.narthex.verification.frontdoors.shop.Doorkeeper</filter-class>
                    <async-supported>true</async-supported>
                  </filter>
                  <filter>
                    <filter-name>byName</filter-name>
                    <filter-class>dev.narthex.verification.frontdoors.shop.Doorkeeper</filter-class>
                    <async-supported>true</async-supported>
                  </filter>
                  <filter-mapping><filter-name>byName</filter-name><servlet-name>till</servlet-name></filter-mapping>
                  <filter-mapping><filter-name>byUrl</filter-name><url-pattern>/*</url-pattern></filter-mapping>
                  <listener><listener-class>dev.narthex.verification.frontdoors.shop.PlainShop</listener-class></listener>
                  <servlet>
                    <servlet-name>till</servlet-name>
                    <servlet-class>dev.narthex.verification.frontdoors.shop.Till</servlet-class>
                    <async-supported>true</async-supported>
                  </servlet>
                  <servlet-mapping><servlet-name>till</servlet-name><url-pattern>/till</url-pattern></servlet-mapping>
                </web-app>
                """.formatted(
                attribute, parameters.entrySet().stream().map(War::parameter).collect(Collectors.joining("\n")));
    }

    private static String parameter(Map.Entry<String, String> parameter) {
        return "  <context-param><param-name>%s</param-name><param-value>%s</param-value></context-param>"
                .formatted(parameter.getKey(), parameter.getValue());
    }
}
