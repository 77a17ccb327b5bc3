// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.walls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import dev.narthex.core.Application;
import dev.narthex.verification.walls.broken.unmarked.Unmarked;
import dev.narthex.verification.walls.broken.vendora.KnowsAnotherVendor;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A wall that cannot fall is none: every rule is broken once, by a class that does what it forbids. */
class RulesBiteTest {

    private static final String VENDORS = "dev.narthex.verification.walls.broken";

    private static boolean isBroken(Class<?> type, ArchCondition<JavaClass> rule) {
        return classes()
                .should(rule)
                .evaluate(new ClassFileImporter().importClasses(type))
                .hasViolation();
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of(Broken.KnowsCore.class, Rules.dependOnlyOn("java..")),
                Arguments.of(Broken.KnowsCore.class, Rules.dependOnNothingIn("dev.narthex.core..")),
                Arguments.of(KnowsAnotherVendor.class, Rules.knowNoOtherVendor(VENDORS, Map.of())),
                Arguments.of(Broken.StaticNonFinal.class, Rules.haveNoStaticMutableState()),
                Arguments.of(Broken.StaticThreadLocal.class, Rules.haveNoStaticMutableState()),
                Arguments.of(Broken.StaticAtomic.class, Rules.haveNoStaticMutableState()),
                Arguments.of(Broken.StaticMap.class, Rules.haveNoStaticMutableState()),
                Arguments.of(Broken.StaticList.class, Rules.haveNoStaticMutableState()),
                Arguments.of(Broken.StaticHolder.class, Rules.haveNoStaticMutableState()),
                Arguments.of(Broken.StaticPublicArray.class, Rules.haveNoStaticMutableState()),
                Arguments.of(Broken.AsksWhoIsHere.class, Rules.callOnlyIfListed(Application.class, "here")),
                Arguments.of(Broken.Prints.class, Rules.logThroughTheSystemLoggerAlone()),
                Arguments.of(Broken.PrintsTraces.class, Rules.logThroughTheSystemLoggerAlone()),
                Arguments.of(Broken.LogsByJul.class, Rules.logThroughTheSystemLoggerAlone()),
                Arguments.of(Broken.RequestManager.class, Rules.haveNamesThatSaySomething()),
                Arguments.of(Broken.RequestInfo.class, Rules.haveNamesThatSaySomething()),
                Arguments.of(Broken.SQLUtils.class, Rules.haveNamesThatSaySomething()),
                Arguments.of(Broken.HasGetter.class, Rules.haveNoGetters()),
                Arguments.of(Broken.HasGetter.class, Rules.bePackagePrivate()),
                Arguments.of(Broken.Open.class, Rules.beClosedToInheritance()),
                Arguments.of(Broken.HasPublicConstructor.class, Rules.haveNoPublicConstructors()));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void aRuleSeesWhatItForbids(Class<?> type, ArchCondition<JavaClass> rule) {
        assertThat(isBroken(type, rule)).isTrue();
    }

    static Stream<Arguments> kept() {
        return Stream.of(
                Arguments.of(Broken.KnowsCore.class, Rules.dependOnlyOn("java..", "dev.narthex.core..")),
                Arguments.of(
                        KnowsAnotherVendor.class,
                        Rules.knowNoOtherVendor(VENDORS, Map.of("vendora", Set.of("vendorb")))),
                Arguments.of(Broken.Fine.class, Rules.haveNoStaticMutableState()),
                Arguments.of(
                        Broken.StaticHolder.class,
                        Rules.haveNoStaticMutableState(Broken.StaticHolder.class.getName() + ".HOLDER")),
                Arguments.of(
                        Broken.AsksWhoIsHere.class,
                        Rules.callOnlyIfListed(Application.class, "here", Broken.AsksWhoIsHere.class.getName())),
                Arguments.of(Broken.Fine.class, Rules.logThroughTheSystemLoggerAlone()),
                Arguments.of(Broken.Database.class, Rules.haveNamesThatSaySomething()),
                Arguments.of(Broken.OverridesGetter.class, Rules.haveNoGetters()),
                Arguments.of(Broken.Fine.class, Rules.bePackagePrivate()),
                Arguments.of(Broken.Fine.class, Rules.beClosedToInheritance()));
    }

    @ParameterizedTest
    @MethodSource("kept")
    void aRuleAllowsTheRest(Class<?> type, ArchCondition<JavaClass> rule) {
        assertThat(isBroken(type, rule)).isFalse();
    }

    @Test
    void aPackageWithoutTheMarkIsSeen() {
        JavaClass type =
                new ClassFileImporter().importPackagesOf(Unmarked.class).get(Unmarked.class);

        assertThat(Rules.isNullMarked(type.getPackage())).isFalse();
    }
}
