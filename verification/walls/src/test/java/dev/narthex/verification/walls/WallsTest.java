// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.walls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** What may depend on what (docs/architecture.md): the poms are the walls, this is the alarm. */
class WallsTest {

    private static final String[] PROMETHEUS = {"io.prometheus.."};
    private static final String[] JDK_AND_NULLNESS = {"java..", "org.jspecify.."};

    private static ArchRule onlyDependsOn(String of, String... allowed) {
        return classes()
                .that()
                .resideInAPackage(of)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed);
    }

    @Test
    void rulesSawTheClasses() {
        Narthex.AT_LEAST.forEach(
                (name, least) -> assertThat(Narthex.count(name)).as(name).isGreaterThanOrEqualTo(least.longValue()));
    }

    @Test
    void coreKnowsTheJdkAlone() {
        Narthex.check(onlyDependsOn("dev.narthex.core..", "java..", "org.jspecify..", "dev.narthex.core.."));
    }

    @Test
    void featureKnowsNoContainerNoFrameworkAndNobodyElse() {
        Narthex.check(onlyDependsOn(
                "dev.narthex.http", "java..", "org.jspecify..", "dev.narthex.core..", "dev.narthex.http"));
    }

    @Test
    void servletHooksKnowTheServletApiAlone() {
        Narthex.check(onlyDependsOn(
                "dev.narthex.http.servlet..",
                "java..",
                "org.jspecify..",
                "jakarta.servlet..",
                "dev.narthex.core..",
                "dev.narthex.http",
                "dev.narthex.http.servlet.."));
    }

    /** Spring MVC stands on the Servlet API, so its hooks stand on the servlet ones: the one exception among vendors. */
    @Test
    void springMvcHooksKnowSpringMvcAndTheServletHooks() {
        Narthex.check(onlyDependsOn(
                "dev.narthex.http.springmvc..",
                "java..",
                "org.jspecify..",
                "jakarta.servlet..",
                "org.springframework.core..",
                "org.springframework.util..",
                "org.springframework.web..",
                "dev.narthex.core..",
                "dev.narthex.http..",
                "dev.narthex.http.servlet.."));
    }

    @Test
    void exportKnowsNoFeature() {
        Narthex.check(onlyDependsOn(
                "dev.narthex.export..",
                "java..",
                "org.jspecify..",
                "jakarta.servlet..",
                "io.prometheus..",
                "dev.narthex.core..",
                "dev.narthex.export.."));
    }

    @Test
    void prometheusIsKnownToExportStarterAndTestkitAlone() {
        Narthex.check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.narthex.export..", "dev.narthex.starter..", "dev.narthex.testkit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PROMETHEUS));
    }

    @Test
    void springBootIsKnownToTheStarterAlone() {
        Narthex.check(noClasses()
                .that()
                .resideOutsideOfPackage("dev.narthex.starter..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.boot.."));
    }

    @Test
    void nothingBelowKnowsTheStarterOrTheTestkit() {
        Narthex.check(noClasses()
                .that()
                .resideInAnyPackage("dev.narthex.core..", "dev.narthex.http..", "dev.narthex.export..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.narthex.starter..", "dev.narthex.testkit.."));
    }

    /** A wall that never bites is none: this class itself breaks the core's. */
    @Test
    void wallBitesWhoGoesThroughIt() {
        JavaClasses intruder = new ClassFileImporter().importClasses(WallsTest.class);
        ArchRule rule = onlyDependsOn("dev.narthex.verification.walls..", JDK_AND_NULLNESS);

        assertThatThrownBy(() -> rule.check(intruder))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("com.tngtech.archunit");
    }
}
