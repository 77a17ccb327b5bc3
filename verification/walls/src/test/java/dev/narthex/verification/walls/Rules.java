// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.walls;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a class may be and do. {@link WallsTest} says where it holds, {@link RulesBiteTest} that it can fail. */
final class Rules {

    /** Words that say nothing, at the boundaries of words in names of types. */
    private static final Set<String> EMPTY_WORDS = Set.of(
            "Manager", "Helper", "Util", "Utils", "Impl", "Abstract", "Base", "Default", "Data", "Info", "Support");

    private static final Set<String> EMPTY_PACKAGES = Set.of("util", "common", "helper", "support", "impl");

    /** What a static final field must not hold: its reference stands still, its content does not. */
    private static final List<Class<?>> MUTABLE =
            List.of(Collection.class, Map.class, ThreadLocal.class, Thread.class, StringBuilder.class);

    /** The types of collections that the JDK's immutable ones are made under; their content is checked at run time. */
    private static final Set<Class<?>> PERHAPS_IMMUTABLE = Set.of(Collection.class, List.class, Set.class, Map.class);

    private Rules() {}

    static ArchCondition<JavaClass> dependOnlyOn(String... packages) {
        return ArchConditions.onlyDependOnClassesThat(resideInAnyPackage(packages));
    }

    static ArchCondition<JavaClass> dependOnNothingIn(String... packages) {
        return ArchConditions.not(ArchConditions.dependOnClassesThat(resideInAnyPackage(packages)));
    }

    /**
     * Inside a feature, a vendor's package knows no other vendor's.
     *
     * @param exceptions from a vendor to those that it stands on
     */
    static ArchCondition<JavaClass> knowNoOtherVendor(String feature, Map<String, Set<String>> exceptions) {
        return checking("know no other vendor of " + feature, from -> {
            String vendor = vendor(feature, from);
            Set<String> known = exceptions.getOrDefault(vendor, Set.of());
            return from.getDirectDependenciesFromSelf().stream()
                    .filter(dependency -> {
                        String other = vendor(feature, dependency.getTargetClass());
                        return !other.isEmpty() && !other.equals(vendor) && !known.contains(other);
                    })
                    .map(dependency -> dependency.getDescription());
        });
    }

    private static String vendor(String feature, JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(feature + ".")
                ? name.substring(feature.length() + 1).split("\\.", -1)[0]
                : "";
    }

    /**
     * No static field changes, nor what it holds, as far as declared types show.
     *
     * @param exceptions the full names of fields that may
     */
    static ArchCondition<JavaClass> haveNoStaticMutableState(String... exceptions) {
        Set<String> allowed = Set.of(exceptions);
        return checking("have no static mutable state", type -> type.getFields().stream()
                .filter(field -> field.getModifiers().contains(STATIC))
                .filter(field -> !field.getModifiers().contains(SYNTHETIC))
                .filter(field -> !allowed.contains(field.getFullName()))
                .filter(field -> isMutable(field) || holdsWhatChanges(field))
                .map(field -> field.getFullName() + " is static and can change"));
    }

    private static boolean isMutable(JavaField field) {
        JavaClass type = field.getRawType();
        if (!field.getModifiers().contains(FINAL)) {
            return true;
        }
        if (type.isArray()) {
            return field.getModifiers().contains(PUBLIC); // a private one is a table, by agreement never written
        }
        if (PERHAPS_IMMUTABLE.stream().anyMatch(type::isEquivalentTo)) {
            return !isImmutableNow(field);
        }
        return isMadeToChange(type);
    }

    /** An object of ours with a field that changes, or that holds a collection which is made to change. */
    private static boolean holdsWhatChanges(JavaField field) {
        return field.getRawType().getPackageName().startsWith("dev.narthex.")
                && field.getRawType().getFields().stream()
                        .filter(inner -> !inner.getModifiers().contains(STATIC))
                        .anyMatch(inner -> !inner.getModifiers().contains(FINAL) || isMadeToChange(inner.getRawType()));
    }

    /** By reflection: the importer does not look up what the fields of fields descend from. */
    private static boolean isMadeToChange(JavaClass type) {
        return type.getPackageName().equals("java.util.concurrent.atomic")
                || (PERHAPS_IMMUTABLE.stream().noneMatch(type::isEquivalentTo)
                        && MUTABLE.stream().anyMatch(kind -> kind.isAssignableFrom(type.reflect())));
    }

    /** A collection of the JDK's own immutable kinds. */
    private static boolean isImmutableNow(JavaField field) {
        try {
            java.lang.reflect.Field reflected = field.reflect();
            reflected.setAccessible(true);
            Object value = reflected.get(null);
            return value != null && value.getClass().getName().startsWith("java.util.ImmutableCollections");
        } catch (IllegalAccessException unreadable) {
            throw new IllegalStateException(field.getFullName() + " must be readable by this test", unreadable);
        }
    }

    /**
     * Calls a method only where the list says so.
     *
     * @param callers the full names of the classes that may
     */
    static ArchCondition<JavaClass> callOnlyIfListed(Class<?> owner, String method, String... callers) {
        Set<String> allowed = Set.of(callers);
        return checking("call " + method + " only if listed", type -> type.getCodeUnitCallsFromSelf().stream()
                .filter(call -> call.getTargetOwner().isEquivalentTo(owner))
                .filter(call -> call.getName().equals(method))
                .filter(call -> !type.isEquivalentTo(owner) && !allowed.contains(type.getName()))
                .map(call -> call.getDescription()));
    }

    static ArchCondition<JavaClass> logThroughTheSystemLoggerAlone() {
        return checking(
                "log through System.Logger alone",
                type -> Stream.concat(
                        type.getFieldAccessesFromSelf().stream()
                                .filter(access -> access.getTargetOwner().isEquivalentTo(System.class))
                                .map(access -> access.getDescription()),
                        type.getDirectDependenciesFromSelf().stream()
                                .filter(dependency ->
                                        !dependency.getDescription().contains(".getParentLogger()")) // JDBC's own
                                .filter(dependency -> dependency
                                                .getTargetClass()
                                                .getPackageName()
                                                .startsWith("java.util.logging")
                                        || dependency.getDescription().contains("printStackTrace"))
                                .map(dependency -> dependency.getDescription())));
    }

    static ArchCondition<JavaClass> haveNamesThatSaySomething() {
        return checking(
                "have names that say something",
                type -> Stream.concat(
                        Stream.of(withoutWordsOfJdbc(type.getSimpleName())
                                        .split("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", -1))
                                .filter(EMPTY_WORDS::contains)
                                .map(word -> type.getName() + " has the word " + word),
                        Stream.of(type.getPackageName().split("\\.", -1))
                                .filter(EMPTY_PACKAGES::contains)
                                .map(word -> type.getName() + " is in a package " + word)));
    }

    private static String withoutWordsOfJdbc(String name) {
        return name.replace("DataSource", "").replace("MetaData", "");
    }

    /** Except where somebody else's type asks for it. */
    static ArchCondition<JavaClass> haveNoGetters() {
        return checking("have no methods that begin with get", type -> type.getMethods().stream()
                .filter(method -> method.getModifiers().contains(PUBLIC))
                .filter(method -> method.getName().matches("get([A-Z].*)?"))
                .filter(method -> !overrides(method))
                .map(method -> method.getFullName() + " begins with get"));
    }

    private static boolean overrides(JavaMethod method) {
        List<String> parameters = HasName.Utils.namesOf(method.getRawParameterTypes());
        return Stream.concat(
                        method.getOwner().getAllRawSuperclasses().stream(),
                        method.getOwner().getAllRawInterfaces().stream())
                .flatMap(ancestor -> ancestor.getMethods().stream())
                .anyMatch(inherited -> inherited.getName().equals(method.getName())
                        && HasName.Utils.namesOf(inherited.getRawParameterTypes())
                                .equals(parameters));
    }

    static ArchCondition<JavaClass> bePackagePrivate() {
        return checking("be package-private", type -> Stream.of(type)
                .filter(it -> it.getModifiers().contains(PUBLIC))
                .map(it -> it.getName() + " is public"));
    }

    static ArchCondition<JavaClass> beClosedToInheritance() {
        return checking("be final, sealed, a record, an enum, an interface or an annotation", type -> Stream.of(type)
                .filter(it -> !it.getModifiers().contains(FINAL)
                        && !it.isInterface()
                        && !it.isEnum()
                        && !it.reflect().isSealed())
                .map(it -> it.getName() + " can be inherited by anybody"));
    }

    /**
     * A record's canonical constructor is as public as the record; an exception is thrown with {@code new}; a servlet
     * container, {@code ServiceLoader}, Hibernate and EclipseLink construct what is declared to them.
     */
    static ArchCondition<JavaClass> haveNoPublicConstructors() {
        return checking("have no public constructors", type -> type.getConstructors().stream()
                .filter(constructor -> constructor.getModifiers().contains(PUBLIC))
                .filter(constructor -> !type.isRecord() && !type.isAssignableTo(Throwable.class))
                .filter(constructor -> !type.isAssignableTo("jakarta.servlet.ServletContainerInitializer")
                        && !type.isAssignableTo("jakarta.servlet.ServletContextListener")
                        && !type.isAssignableTo("java.sql.Driver")
                        && !type.isAssignableTo("org.hibernate.integrator.spi.Integrator")
                        && !type.isAssignableTo("org.eclipse.persistence.sessions.SessionCustomizer"))
                .map(JavaConstructor::getFullName));
    }

    static boolean isNullMarked(JavaPackage javaPackage) {
        return javaPackage.isAnnotatedWith("org.jspecify.annotations.NullMarked");
    }

    static DescribedPredicate<JavaClass> in(String... packages) {
        return resideInAnyPackage(packages);
    }

    private static ArchCondition<JavaClass> checking(
            String description, Function<JavaClass, Stream<String>> violations) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                violations.apply(type).forEach(violation -> events.add(SimpleConditionEvent.violated(type, violation)));
            }
        };
    }
}
