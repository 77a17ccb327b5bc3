// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.walls;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static dev.narthex.verification.walls.Rules.beClosedToInheritance;
import static dev.narthex.verification.walls.Rules.bePackagePrivate;
import static dev.narthex.verification.walls.Rules.callOnlyIfListed;
import static dev.narthex.verification.walls.Rules.dependOnNothingIn;
import static dev.narthex.verification.walls.Rules.dependOnlyOn;
import static dev.narthex.verification.walls.Rules.haveNamesThatSaySomething;
import static dev.narthex.verification.walls.Rules.haveNoGetters;
import static dev.narthex.verification.walls.Rules.haveNoPublicConstructors;
import static dev.narthex.verification.walls.Rules.haveNoStaticMutableState;
import static dev.narthex.verification.walls.Rules.in;
import static dev.narthex.verification.walls.Rules.knowNoOtherVendor;
import static dev.narthex.verification.walls.Rules.logThroughTheSystemLoggerAlone;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import dev.narthex.core.Application;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which published class may know which, and what all of them keep to. Every rule counts the classes that it saw. */
class WallsTest {

    private static final String JDK = "java..";
    private static final String NULLNESS = "org.jspecify..";
    private static final String CORE = "dev.narthex.core..";
    private static final String SERVLET = "jakarta.servlet..";

    /** The features and what they must not see of each other; a new one is a word here. */
    private static final List<String> FEATURES = List.of("http", "database", "cache", "orm", "migrations");

    private static final JavaClasses PUBLISHED = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.narthex");

    private static void all(DescribedPredicate<JavaClass> these, int atLeast, ArchCondition<JavaClass> should) {
        assertThat(PUBLISHED.that(these)).as("classes that " + these).hasSizeGreaterThanOrEqualTo(atLeast);
        classes().that(these).should(should).check(PUBLISHED);
    }

    @ParameterizedTest
    @CsvSource({
        "dev.narthex.core, 26",
        "dev.narthex.http, 12",
        "dev.narthex.http.servlet, 8",
        "dev.narthex.http.springmvc, 4",
        "dev.narthex.database, 24",
        "dev.narthex.database.dbcp2, 1",
        "dev.narthex.database.hikari, 2",
        "dev.narthex.database.jdbc, 26",
        "dev.narthex.database.spring, 1",
        "dev.narthex.database.tomcat, 2",
        "dev.narthex.cache, 8",
        "dev.narthex.cache.caffeine, 6",
        "dev.narthex.cache.jcache, 5",
        "dev.narthex.cache.redis, 6",
        "dev.narthex.cache.spring, 6",
        "dev.narthex.orm, 9",
        "dev.narthex.orm.eclipselink, 4",
        "dev.narthex.orm.hibernate, 4",
        "dev.narthex.migrations, 9",
        "dev.narthex.migrations.flyway, 2",
        "dev.narthex.migrations.liquibase, 3",
        "dev.narthex.export, 12",
        "dev.narthex.export.live, 6",
        "dev.narthex.export.tracing, 2",
        "dev.narthex.dropin, 4",
        "dev.narthex.testkit, 2",
        "dev.narthex.starter, 6",
    })
    void theClassesOfEveryPackageAreSeen(String name, int atLeast) {
        assertThat(PUBLISHED.that(in(name))).hasSizeGreaterThanOrEqualTo(atLeast);
    }

    @Test
    void noPackageIsUnknownToTheseRules() {
        Set<String> packages =
                PUBLISHED.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));

        assertThat(packages)
                .containsExactly(
                        "dev.narthex.cache",
                        "dev.narthex.cache.caffeine",
                        "dev.narthex.cache.jcache",
                        "dev.narthex.cache.redis",
                        "dev.narthex.cache.spring",
                        "dev.narthex.core",
                        "dev.narthex.database",
                        "dev.narthex.database.dbcp2",
                        "dev.narthex.database.hikari",
                        "dev.narthex.database.jdbc",
                        "dev.narthex.database.spring",
                        "dev.narthex.database.tomcat",
                        "dev.narthex.dropin",
                        "dev.narthex.export",
                        "dev.narthex.export.live",
                        "dev.narthex.export.tracing",
                        "dev.narthex.http",
                        "dev.narthex.http.servlet",
                        "dev.narthex.http.springmvc",
                        "dev.narthex.migrations",
                        "dev.narthex.migrations.flyway",
                        "dev.narthex.migrations.liquibase",
                        "dev.narthex.orm",
                        "dev.narthex.orm.eclipselink",
                        "dev.narthex.orm.hibernate",
                        "dev.narthex.starter",
                        "dev.narthex.testkit");
    }

    @Nested
    class Walls {

        @Test
        void coreKnowsTheJdkAlone() {
            all(in(CORE), 25, dependOnlyOn(JDK, NULLNESS, CORE));
        }

        @Test
        void aFeatureKnowsNoOtherNorThePageNorPrometheusNorSpringBoot() {
            int seen = 0;
            for (String feature : FEATURES) {
                String[] beyond = FEATURES.stream()
                        .filter(other -> !other.equals(feature))
                        .map(other -> "dev.narthex." + other + "..")
                        .collect(Collectors.collectingAndThen(Collectors.toList(), others -> {
                            others.addAll(List.of(
                                    "dev.narthex.export..",
                                    "dev.narthex.dropin..",
                                    "dev.narthex.starter..",
                                    "dev.narthex.testkit..",
                                    "io.prometheus..",
                                    "org.springframework.boot.."));
                            return others.toArray(String[]::new);
                        }));
                JavaClasses own = PUBLISHED.that(in("dev.narthex." + feature + ".."));
                seen += own.size();
                classes()
                        .should(dependOnNothingIn(beyond))
                        .allowEmptyShould(true)
                        .check(own);
            }
            assertThat(seen).isGreaterThanOrEqualTo(25);
        }

        @Test
        void aFeaturesOwnPackageKnowsNoVendor() {
            all(in("dev.narthex.http"), 12, dependOnlyOn(JDK, NULLNESS, CORE, "dev.narthex.http"));
            all(in("dev.narthex.database"), 24, dependOnlyOn(JDK, NULLNESS, CORE, "dev.narthex.database"));
            all(in("dev.narthex.cache"), 8, dependOnlyOn(JDK, NULLNESS, CORE, "dev.narthex.cache"));
            all(in("dev.narthex.orm"), 9, dependOnlyOn(JDK, NULLNESS, CORE, "dev.narthex.orm"));
            all(
                    in("dev.narthex.migrations"),
                    9,
                    dependOnlyOn(JDK, "javax.sql", NULLNESS, CORE, "dev.narthex.migrations"));
        }

        @Test
        void theServletHooksKnowTheServletApiAlone() {
            all(
                    in("dev.narthex.http.servlet"),
                    8,
                    dependOnlyOn(JDK, NULLNESS, CORE, SERVLET, "dev.narthex.http", "dev.narthex.http.servlet"));
        }

        @Test
        void aVendorsPackageKnowsNoOtherVendors() {
            // Spring MVC stands on the Servlet API: its hooks take the exchange from the request, where the filters put
            // it.
            all(
                    in("dev.narthex.http.."),
                    25,
                    knowNoOtherVendor("dev.narthex.http", Map.of("springmvc", Set.of("servlet"))));
            // Pools and beans are measured by what measures JDBC.
            all(
                    in("dev.narthex.database.."),
                    30,
                    knowNoOtherVendor(
                            "dev.narthex.database",
                            Map.of(
                                    "dbcp2", Set.of("jdbc"),
                                    "hikari", Set.of("jdbc"),
                                    "spring", Set.of("jdbc"),
                                    "tomcat", Set.of("jdbc"))));
            all(in("dev.narthex.cache.."), 30, knowNoOtherVendor("dev.narthex.cache", Map.of()));
            all(in("dev.narthex.orm.."), 16, knowNoOtherVendor("dev.narthex.orm", Map.of()));
            all(in("dev.narthex.migrations.."), 14, knowNoOtherVendor("dev.narthex.migrations", Map.of()));
        }

        @Test
        void thePageKnowsNoFeature() {
            all(
                    in("dev.narthex.export.."),
                    12,
                    dependOnlyOn(
                            JDK,
                            "javax.net.ssl..",
                            "com.sun.net.httpserver..",
                            NULLNESS,
                            CORE,
                            SERVLET,
                            "io.prometheus..",
                            "io.opentelemetry.api..",
                            "io.micrometer.tracing..",
                            "dev.narthex.export.."));
        }

        @Test
        void onlyTheTracingRoomOfThePageKnowsWhoTraces() {
            all(in("dev.narthex.export"), 12, dependOnNothingIn("io.opentelemetry..", "io.micrometer.."));
            all(in("dev.narthex.export.tracing"), 2, dependOnNothingIn("io.prometheus..", SERVLET));
        }

        @Test
        void whatIsNotForReadersOfThePageKnowsNoPrometheus() {
            all(
                    in(
                            CORE,
                            "dev.narthex.http..",
                            "dev.narthex.database..",
                            "dev.narthex.cache..",
                            "dev.narthex.orm..",
                            "dev.narthex.migrations.."),
                    80,
                    dependOnNothingIn("io.prometheus.."));
        }

        @Test
        void theTestkitKnowsTheWriteSideAndThePage() {
            all(
                    in("dev.narthex.testkit.."),
                    2,
                    dependOnlyOn(
                            JDK,
                            NULLNESS,
                            CORE,
                            "org.assertj..",
                            "io.prometheus..",
                            "dev.narthex.export..",
                            "dev.narthex.testkit.."));
        }

        @Test
        void theDropInKnowsNoFramework() {
            all(
                    in("dev.narthex.dropin.."),
                    4,
                    dependOnlyOn(
                            JDK,
                            "javax.xml.stream..",
                            NULLNESS,
                            CORE,
                            SERVLET,
                            "dev.narthex.http",
                            "dev.narthex.http.servlet",
                            "dev.narthex.database.jdbc",
                            "dev.narthex.export..",
                            "dev.narthex.dropin.."));
        }

        @Test
        void nothingKnowsAFrontDoor() {
            all(DescribedPredicate.not(in("dev.narthex.starter..")), 60, dependOnNothingIn("dev.narthex.starter.."));
            all(DescribedPredicate.not(in("dev.narthex.dropin..")), 60, dependOnNothingIn("dev.narthex.dropin.."));
        }
    }

    @Nested
    class Everywhere {

        private static final DescribedPredicate<JavaClass> ANYWHERE = in("dev.narthex..");
        private static final int ALL = 70;

        private static final DescribedPredicate<JavaClass> PUBLIC_TYPES =
                new DescribedPredicate<>("are public, all around too") {
                    @Override
                    public boolean test(JavaClass type) {
                        return type.getModifiers().contains(PUBLIC)
                                && type.getEnclosingClass().map(this::test).orElse(true);
                    }
                };

        @Test
        void noStateIsStaticAndMutable() {
            all(ANYWHERE, ALL, haveNoStaticMutableState("dev.narthex.core.Application.HOMES"));
        }

        /** The one static field: hooks that a vendor constructs ask it, front doors put their application there. */
        @Test
        void whoAsksForTheApplicationHereIsListed() {
            all(
                    ANYWHERE,
                    ALL,
                    callOnlyIfListed(
                            Application.class,
                            "here",
                            "dev.narthex.database.jdbc.NarthexDriver",
                            "dev.narthex.orm.eclipselink.EclipseLinkCustomizer",
                            "dev.narthex.orm.hibernate.HibernateIntegrator"));
            all(
                    ANYWHERE,
                    ALL,
                    callOnlyIfListed(
                            Application.class,
                            "bind",
                            "dev.narthex.dropin.FrontDoor",
                            "dev.narthex.starter.ApplicationBinding"));
        }

        @Test
        void nothingIsPrintedOrLoggedPastTheSystemLogger() {
            all(ANYWHERE, ALL, logThroughTheSystemLoggerAlone());
        }

        @Test
        void namesSaySomething() {
            all(ANYWHERE, ALL, haveNamesThatSaySomething());
        }

        @Test
        void publicTypesHaveNoGetters() {
            all(PUBLIC_TYPES, 30, haveNoGetters());
        }

        @Test
        void publicTypesAreClosedToInheritance() {
            all(PUBLIC_TYPES, 30, beClosedToInheritance());
        }

        @Test
        void publicTypesAreMadeByNamedMethods() {
            all(PUBLIC_TYPES, 30, haveNoPublicConstructors());
        }

        @Test
        void everyPackageIsNullMarked() {
            Set<JavaPackage> packages =
                    PUBLISHED.stream().map(JavaClass::getPackage).collect(Collectors.toSet());

            assertThat(packages).hasSizeGreaterThanOrEqualTo(7).allMatch(Rules::isNullMarked);
        }
    }

    @Nested
    class TheStarter {

        @Test
        void hasNothingThatAUserMustTypeTheNameOf() {
            all(in("dev.narthex.starter.."), 6, bePackagePrivate());
        }

        @Test
        void hasPackagePrivateAutoConfigurations() {
            all(
                    annotatedWith("org.springframework.boot.autoconfigure.AutoConfiguration")
                            .forSubtype(),
                    5,
                    bePackagePrivate());
        }
    }
}
