// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.walls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What docs/conventions.md says of types, as far as a tool can see it. */
class ConventionsTest {

    private static final Pattern EMPTY_WORDS =
            Pattern.compile(".*(Manager|Helper|Util|Utils|Impl|Abstract|Base|Default|Data|Info|Support)([A-Z].*)?");

    private static final ArchRule NO_MUTABLE_STATICS =
            fields().that().areStatic().should().beFinal().as("static fields are final");

    private static final ArchRule NO_STATIC_HOLDERS = noFields()
            .that()
            .areStatic()
            .should()
            .haveRawType(DescribedPredicate.describe(
                    "one that changes",
                    type -> type.isAssignableTo(ThreadLocal.class)
                            || type.getPackageName().startsWith("java.util.concurrent")));

    private static final ArchRule NO_EMPTY_WORDS = classes()
            .should(new ArchCondition<>("have a name that says something") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    boolean empty = EMPTY_WORDS.matcher(type.getSimpleName()).matches();
                    events.add(new SimpleConditionEvent(type, !empty, type.getName()));
                }
            });

    private static final ArchRule NO_GETTERS = methods()
            .that()
            .arePublic()
            .and()
            .haveNameMatching("get[A-Z].*")
            .should(new ArchCondition<>("override what somebody else has called so") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    boolean inherited =
                            method.getOwner().getAllRawSuperclasses().stream().anyMatch(type -> declares(type, method))
                                    || method.getOwner().getAllRawInterfaces().stream()
                                            .anyMatch(type -> declares(type, method));
                    events.add(new SimpleConditionEvent(method, inherited, method.getFullName()));
                }
            });

    private static boolean declares(JavaClass type, JavaMethod method) {
        return type.getMethods().stream().anyMatch(other -> other.getName().equals(method.getName()));
    }

    private static final ArchRule CLOSED_TYPES = classes()
            .that()
            .arePublic()
            .and()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .should()
            .haveModifier(JavaModifier.FINAL);

    @Test
    void nothingStaticChanges() {
        Narthex.check(NO_MUTABLE_STATICS);
        Narthex.check(NO_STATIC_HOLDERS);
    }

    @Test
    void namesSaySomething() {
        Narthex.check(NO_EMPTY_WORDS);
    }

    @Test
    void accessorsAreNotCalledGet() {
        Narthex.check(NO_GETTERS);
    }

    @Test
    void publicTypesAreClosed() {
        Narthex.check(CLOSED_TYPES);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<String> unmarked = Narthex.CLASSES.stream()
                .map(JavaClass::getPackage)
                .filter(room -> room.tryGetAnnotationOfType(NullMarked.class).isEmpty())
                .map(room -> room.getName())
                .collect(Collectors.toSet());

        assertThat(unmarked).isEmpty();
    }

    @Test
    void autoConfigurationsAreNobodysBusiness() {
        Narthex.check(noClasses()
                .that()
                .resideInAPackage("dev.narthex.starter..")
                .should()
                .bePublic());
    }

    @Test
    void nobodyWritesToTheConsoleOrThroughJavaUtilLogging() {
        Narthex.check(noClasses().should().accessField(System.class, "out"));
        Narthex.check(noClasses().should().accessField(System.class, "err"));
        Narthex.check(noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging.."));
    }

    /** Breaks the rules above on purpose, so that they are seen to bite. */
    @SuppressWarnings({"unused", "NonFinalStaticField"})
    public static class FixtureHelper {

        static int changing;
        static final AtomicLong HOLDER = new AtomicLong();

        public int getNumber() {
            return changing;
        }
    }

    @Test
    void rulesBite() {
        JavaClasses fixture = new ClassFileImporter().importClasses(FixtureHelper.class);

        for (ArchRule rule :
                new ArchRule[] {NO_MUTABLE_STATICS, NO_STATIC_HOLDERS, NO_EMPTY_WORDS, NO_GETTERS, CLOSED_TYPES}) {
            assertThatThrownBy(() -> rule.check(fixture))
                    .as(rule.getDescription())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("FixtureHelper");
        }
    }
}
