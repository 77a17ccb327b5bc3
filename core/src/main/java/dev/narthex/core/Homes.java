// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which application is at home in which class loader. An application reaches its loader through its features, so a weak
 * key would not let it go: a place is free again when the application is unbound, and not before. Where this class is
 * itself in the loader that goes, nothing outside holds either, and both go even without that. Thread-safe.
 */
final class Homes {

    /** An application in its place; a provisional one was made because nobody had bound any. */
    private record Home(Application application, boolean provisional) {}

    private static final Logger LOGGER = System.getLogger("dev.narthex");

    private final ClassLoader own =
            Objects.requireNonNullElseGet(Homes.class.getClassLoader(), ClassLoader::getSystemClassLoader);

    private final IdentityHashMap<ClassLoader, Home> homes = new IdentityHashMap<>();

    /** Loaders whose application has ended: what a hook asks for there afterwards is not kept, or it would pin them (A51). */
    private final Set<ClassLoader> ended = Collections.newSetFromMap(new WeakHashMap<>());

    /** Applications that found their place taken. They are at home nowhere, and can be named all the same. */
    private final Set<Application> guests = Collections.newSetFromMap(new IdentityHashMap<>());

    private int names;

    /** A name that no other application has here. */
    synchronized String newName() {
        names++;
        return "narthex-application-" + names;
    }

    /** The application of this name that a front door has bound, or wanted to; null if there is none, or no more. */
    synchronized @Nullable Application named(String name) {
        return Stream.concat(homes.values().stream().map(Home::application), guests.stream())
                .filter(application -> application.toString().equals(name))
                .findAny()
                .orElse(null);
    }

    /** The application bound to this loader or to the nearest of its parents, else a provisional one. */
    synchronized Application at(@Nullable ClassLoader context) {
        Application known = nearest(context);
        if (known != null) {
            return known;
        }
        ClassLoader home = context != null && sees(context) ? context : own;
        Application atHome = nearest(home);
        return atHome != null ? atHome : provisional(home);
    }

    /** Puts an application in its place; false if another front door has put one there. */
    synchronized boolean bind(Application application, ClassLoader loader) {
        Home present = homes.get(loader);
        if (present != null && !present.provisional()) {
            if (present.application() == application) {
                return true;
            }
            LOGGER.log(
                    Level.INFO,
                    "Another application is at home in " + loader + " already. What a class that a vendor constructs"
                            + " counts, such as a JDBC driver, goes to that one, unless its host hands it another as "
                            + Application.KEY + ".");
            guests.add(application);
            return false;
        }
        for (ClassLoader below : provisionalFrom(loader)) {
            adopt(application, Objects.requireNonNull(homes.remove(below)).application());
        }
        homes.put(loader, new Home(application, false));
        ended.remove(loader);
        return true;
    }

    /** Frees every place of an application. */
    synchronized void unbind(Application application) {
        guests.remove(application);
        homes.entrySet().removeIf(place -> {
            boolean its = place.getValue().application() == application;
            if (its) {
                ended.add(place.getKey());
            }
            return its;
        });
    }

    private @Nullable Application nearest(@Nullable ClassLoader from) {
        for (ClassLoader loader = from; loader != null; loader = loader.getParent()) {
            Home home = homes.get(loader);
            if (home != null) {
                return home.application();
            }
        }
        return null;
    }

    private Application provisional(ClassLoader home) {
        Application made = Application.of(systemSettings());
        if (home == own || !ended.contains(home)) {
            homes.put(home, new Home(made, true));
        }
        return made;
    }

    /** A hook asks in the middle of the application's work, which must not fail because of a setting of ours. */
    private static Settings systemSettings() {
        try {
            return Settings.fromSystem();
        } catch (SettingException refused) {
            LOGGER.log(Level.ERROR, "A setting cannot be used, so all have their defaults: " + refused.getMessage());
            return Settings.create();
        }
    }

    private boolean sees(ClassLoader context) {
        try {
            return Class.forName(Homes.class.getName(), false, context) == Homes.class;
        } catch (ClassNotFoundException | LinkageError | RuntimeException none) {
            return false; // a container's loader that has been stopped throws IllegalStateException
        }
    }

    /** The places with a provisional application at or below a loader, the loader's own first. */
    private List<ClassLoader> provisionalFrom(ClassLoader loader) {
        List<ClassLoader> places = new ArrayList<>();
        homes.forEach((place, home) -> {
            if (home.provisional() && isAtOrBelow(place, loader)) {
                places.add(place == loader ? 0 : places.size(), place);
            }
        });
        return places;
    }

    private static boolean isAtOrBelow(ClassLoader place, ClassLoader loader) {
        for (ClassLoader above = place; above != null; above = above.getParent()) {
            if (above == loader) {
                return true;
            }
        }
        return false;
    }

    private static void adopt(Application application, Application provisional) {
        List<String> names = application.adopt(provisional);
        if (!names.isEmpty()) {
            LOGGER.log(
                    Level.INFO,
                    "Adopted what was made before any front door was open: " + String.join(", ", names)
                            + ". It has the settings of the system properties and the environment.");
        }
    }
}
