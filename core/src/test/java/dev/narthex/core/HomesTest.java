// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@link Application#here()}: which application a class finds that a vendor has constructed. */
class HomesTest {

    private static final ClassLoader OWN = Application.class.getClassLoader();

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @AfterEach
    void leaveNothingBehind() {
        Thread.currentThread().setContextClassLoader(OWN);
        Application.here().unbind();
        Thread.currentThread().setContextClassLoader(before);
        System.clearProperty("narthex.prefix");
    }

    private static ClassLoader childOf(@Nullable ClassLoader parent) {
        return new URLClassLoader(new URL[0], parent);
    }

    private static Application hereIn(@Nullable ClassLoader loader) {
        Thread.currentThread().setContextClassLoader(loader);
        return Application.here();
    }

    private static Application application() {
        return Application.of(Settings.create());
    }

    /** What a hook brings: one cell that it counts in. */
    private static final class Connections implements Instrumentation {

        private record Key(String name) {}

        private static final Measure<Key> COUNT = Measure.count("count", Unit.ONE);

        private final Cube<Key> cube =
                Cube.<Key>builder("connections").records(COUNT).build();
        private final RequestTally tally;
        private final Guard guard;

        Connections(Application application) {
            this.tally = application.tally();
            this.guard = application.guard("connections");
        }

        void count() {
            cube.cell(new Key("all")).count();
        }

        long counted() {
            return cube.cell(new Key("all")).sum(0);
        }

        @Override
        public String name() {
            return "connections";
        }

        @Override
        public List<Cube<?>> cubes() {
            return List.of(cube);
        }

        @Override
        public List<Family> families() {
            return List.of();
        }
    }

    /** Holds on to something, and has nothing to show. */
    private record Holding(String name, Object held) implements Instrumentation {

        @Override
        public List<Cube<?>> cubes() {
            return List.of();
        }

        @Override
        public List<Family> families() {
            return List.of();
        }
    }

    private static void connectIn(ClassLoader loader) {
        hereIn(loader).feature(Connections.class, Connections::new).count();
    }

    @Test
    void withoutAFrontDoorThereIsOneMadeFromTheSystem() {
        System.setProperty("narthex.prefix", "shop");
        ClassLoader loader = childOf(OWN);
        Application made = hereIn(loader);

        assertThat(made.settings().wireName(Naming.DJANGO, "x")).isEqualTo("shop_x");
        assertThat(hereIn(loader)).isSameAs(made);
        made.unbind();
    }

    @Test
    void everyContextClassLoaderHasItsOwn() {
        ClassLoader first = childOf(OWN);
        ClassLoader second = childOf(OWN);
        Application one = application();
        Application two = application();

        assertThat(one.bind(first)).isTrue();
        assertThat(two.bind(second)).isTrue();
        assertThat(hereIn(first)).isSameAs(one);
        assertThat(hereIn(second)).isSameAs(two);

        one.unbind();
        two.unbind();
    }

    @Test
    void whoHasNoneOfItsOwnHasThatOfTheNearestParent() {
        ClassLoader outer = childOf(OWN);
        ClassLoader inner = childOf(outer);
        ClassLoader innermost = childOf(inner);
        Application one = application();
        one.bind(outer);
        assertThat(hereIn(innermost)).isSameAs(one);

        Application nearer = application();
        nearer.bind(inner);
        assertThat(hereIn(innermost)).isSameAs(nearer);
        assertThat(hereIn(outer)).isSameAs(one);

        nearer.unbind();
        assertThat(hereIn(innermost)).isSameAs(one);
        one.unbind();
    }

    @Test
    void aLoaderThatDoesNotSeeThisClassIsForeignAndTheLoaderOfThisClassCounts() {
        Application own = application();
        own.bind(OWN);

        assertThat(hereIn(childOf(ClassLoader.getPlatformClassLoader()))).isSameAs(own);
        assertThat(hereIn(null)).isSameAs(own);
        own.unbind();

        Application made = hereIn(childOf(ClassLoader.getPlatformClassLoader()));
        assertThat(made).isNotSameAs(own);
        assertThat(hereIn(OWN)).isSameAs(made);
    }

    /** Tomcat's loader throws this when its application has been stopped. */
    @Test
    void aLoaderThatHasBeenStoppedIsForeign() {
        ClassLoader stopped = new ClassLoader(ClassLoader.getPlatformClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) {
                throw new IllegalStateException("stopped");
            }
        };

        assertThat(hereIn(stopped)).isSameAs(hereIn(OWN));
    }

    @Test
    void aPlaceThatIsTakenStaysAsItIs() {
        ClassLoader loader = childOf(OWN);
        Application first = application();
        Application second = application();
        assertThat(first.bind(loader)).isTrue();

        assertThat(second.bind(loader)).isFalse();
        assertThat(first.bind(loader)).isTrue();
        second.unbind();
        assertThat(hereIn(loader)).isSameAs(first);

        first.unbind();
        assertThat(second.bind(loader)).isTrue();
        second.unbind();
    }

    @Test
    void whatAHostHandsOverGoesFirst() {
        Application handed = application();
        Application own = application();
        own.bind(OWN);
        Thread.currentThread().setContextClassLoader(OWN);

        assertThat(Application.here(handed)).isSameAs(handed);
        assertThat(Application.here(null)).isSameAs(own);
        assertThat(Application.here("of another class loader")).isSameAs(own);
        own.unbind();
    }

    @Test // a pool of connections makes text of every property
    void whoFoundItsPlaceTakenIsFoundByItsNameUntilItEnds() {
        ClassLoader loader = childOf(OWN);
        Application first = application();
        Application second = application();
        first.bind(loader);
        second.bind(loader);
        hereIn(loader);

        assertThat(first).asString().isNotEqualTo(second.toString());
        assertThat(Application.here(second.toString())).isSameAs(second);
        assertThat(Application.here(first.toString())).isSameAs(first);
        second.unbind();
        assertThat(Application.here(second.toString())).isSameAs(first);
        first.unbind();
    }

    @Test
    void aLateFrontDoorAdoptsWhatWasCountedBefore() {
        ClassLoader loader = childOf(OWN);
        connectIn(loader);
        Connections connections = hereIn(loader).feature(Connections.class, Connections::new);

        Application late = Application.of(Settings.builder().prefix("late").build());
        late.bind(loader);
        connectIn(loader);

        assertThat(hereIn(loader)).isSameAs(late);
        assertThat(late.instrumentations()).contains(connections);
        assertThat(connections.counted()).isEqualTo(2);
        late.unbind();
    }

    /** A view reads what its queries have cost; what a hook's guard catches is on the page. */
    @Test
    void anAdoptedHookAddsToTheTallyAndToTheErrorsOfTheFrontDoor() {
        ClassLoader loader = childOf(OWN);
        connectIn(loader);
        Connections connections = hereIn(loader).feature(Connections.class, Connections::new);
        Application late = application();
        late.bind(loader);

        late.tally().open();
        connections.tally.add(RequestTally.Entry.QUERIES, 3);
        connections.guard.caught(new IllegalStateException("on purpose"));

        assertThat(late.tally().amount(RequestTally.Entry.QUERIES)).isEqualTo(3);
        assertThat(late.instrumentations())
                .filteredOn(instrumentation -> instrumentation.name().equals("core"))
                .flatExtracting(Instrumentation::cubes)
                .singleElement()
                .satisfies(cube -> assertThat(cube.cellsFrom(0).get(0).sum(0)).isEqualTo(1));
        late.unbind();
    }

    @Test
    void aHookThatKeptTheEarlierApplicationAddsToTheLateOne() {
        ClassLoader loader = childOf(OWN);
        Application provisional = hereIn(loader);
        Application late = Application.of(Settings.builder().prefix("late").build());
        late.bind(loader);

        Connections connections = provisional.feature(Connections.class, Connections::new);

        assertThat(late.instrumentations()).contains(connections);
        assertThat(provisional.settings()).isSameAs(late.settings());
        late.unbind();
    }

    @Test
    void aFrontDoorThatHasFeaturesAdoptsToo() {
        ClassLoader loader = childOf(OWN);
        connectIn(loader);
        Application late = application();
        late.add(new Holding("own", ""));
        late.bind(loader);
        connectIn(loader);

        assertThat(late.instrumentations())
                .extracting(Instrumentation::name)
                .containsExactly("own", "connections", "core", "cells", "version");
        assertThat(late.feature(Connections.class, Connections::new).counted()).isEqualTo(2);
        late.unbind();
    }

    /** Spring Boot's embedded Tomcat gives its threads a loader below the one that the application is bound to. */
    @Test
    void aFrontDoorAdoptsWhatWasMadeBelowItsLoader() {
        ClassLoader loader = childOf(OWN);
        ClassLoader embedded = childOf(loader);
        connectIn(embedded);

        Application late = application();
        late.bind(loader);

        assertThat(hereIn(embedded)).isSameAs(late);
        assertThat(late.feature(Connections.class, Connections::new).counted()).isEqualTo(1);
        late.unbind();
    }

    @Test
    void aSettingThatCannotBeUsedIsNotTheTroubleOfWhoConnects() {
        System.setProperty("narthex.prefix", "not a name");
        ClassLoader loader = childOf(OWN);

        Application made = hereIn(loader);

        assertThat(made.settings().wireName(Naming.DJANGO, "x")).isEqualTo("django_x");
        made.unbind();
    }

    @Test
    void featureIsMadeOnceAndAddedOnce() {
        Application application = application();
        Connections made = application.feature(Connections.class, Connections::new);

        assertThat(application.feature(Connections.class, Connections::new)).isSameAs(made);
        assertThatThrownBy(() -> application.add(new Connections(application)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("an application must have one instrumentation of a kind: connections");
    }

    /** A51: these classes in a loader above those of the applications, as in a container's common folder. */
    @Test
    void anApplicationThatIsUnboundLetsItsLoaderGo() {
        assertIsCollected(boundAndUnbound());
    }

    private static WeakReference<ClassLoader> boundAndUnbound() {
        ClassLoader loader = childOf(OWN);
        Application application = application();
        application.add(new Holding("loader", loader));
        application.bind(loader);
        application.unbind();
        return new WeakReference<>(loader);
    }

    /** The control: what a bound application does to its loader, and why a weak key would not help. */
    @Test
    void anApplicationThatStaysBoundKeepsItsLoader() {
        ClassLoader loader = childOf(OWN);
        application().bind(loader);
        hereIn(loader).add(new Holding("loader", loader));
        Thread.currentThread().setContextClassLoader(before);
        WeakReference<ClassLoader> reference = new WeakReference<>(loader);
        loader = null;

        System.gc();
        ClassLoader kept = reference.get();
        assertThat(kept).isNotNull();
        hereIn(kept).unbind();
    }

    /** A51: a pool that closes may ask once more, when the application has ended. */
    @Test
    void aHookThatAsksAfterTheEndDoesNotPinTheLoader() {
        WeakReference<ClassLoader> reference = askedAfterTheEnd();
        Thread.currentThread().setContextClassLoader(before);

        assertIsCollected(reference);
    }

    private static WeakReference<ClassLoader> askedAfterTheEnd() {
        ClassLoader loader = childOf(OWN);
        Application application = application();
        application.bind(loader);
        application.unbind();
        hereIn(loader).add(new Holding("loader", loader));
        return new WeakReference<>(loader);
    }

    /** A51: the jars in WEB-INF/lib: nothing outside knows of them, and they go even if nothing says that it is the end. */
    @Test
    void aLoaderThatHasTheseClassesItselfGoesByItself() throws Exception {
        WeakReference<ClassLoader> reference = askedInALoaderWithClassesOfItsOwn();
        Thread.currentThread().setContextClassLoader(before);

        assertIsCollected(reference);
    }

    private static WeakReference<ClassLoader> askedInALoaderWithClassesOfItsOwn() throws Exception {
        URL classes = Application.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader());
        Class<?> theirs = loader.loadClass(Application.class.getName());
        Thread.currentThread().setContextClassLoader(loader);
        Object made = theirs.getMethod("here").invoke(null);
        assertThat(made).isNotInstanceOf(Application.class);
        assertThat(theirs.getMethod("here").invoke(null)).isSameAs(made);
        return new WeakReference<>(loader);
    }

    private static void assertIsCollected(WeakReference<?> reference) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (reference.get() != null && System.nanoTime() < deadline) {
            System.gc();
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        assertThat(reference.get()).isNull();
    }
}
