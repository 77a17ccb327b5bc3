// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.walls;

import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;

/** What the rules forbid, each once: the rules must see it. */
@SuppressWarnings({"unused", "UnusedVariable"}) // they are read from the class files
final class Broken {

    private Broken() {}

    static final class KnowsCore {
        private final Settings settings = Settings.create();
    }

    static final class StaticNonFinal {
        @SuppressWarnings("NonFinalStaticField") // that is the point
        private static int count;
    }

    static final class StaticThreadLocal {
        private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();
    }

    static final class StaticAtomic {
        private static final AtomicLong COUNT = new AtomicLong();
    }

    static final class StaticMap {
        private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();
    }

    static final class StaticList {
        private static final List<String> KNOWN = new ArrayList<>();
    }

    static final class StaticHolder {
        private static final Holder HOLDER = new Holder();
    }

    private static final class Holder {
        private final ConcurrentHashMap<String, String> known = new ConcurrentHashMap<>();
    }

    static final class AsksWhoIsHere {
        static Application application() {
            return Application.here();
        }
    }

    static final class StaticPublicArray {
        @SuppressWarnings("MutablePublicArray") // that is the point
        public static final int[] TABLE = {1};
    }

    static final class Prints {
        static void print() {
            System.out.println("printed");
        }
    }

    static final class PrintsTraces {
        static void print(Throwable thrown) {
            thrown.printStackTrace();
        }
    }

    static final class LogsByJul {
        static void log() {
            Logger.getLogger("any").info("logged");
        }
    }

    static final class RequestManager {}

    static final class RequestInfo {}

    static final class SQLUtils {}

    public static final class HasGetter {
        public int getCount() {
            return 0;
        }
    }

    public static final class OverridesGetter implements java.util.concurrent.Delayed {
        @Override
        public long getDelay(java.util.concurrent.TimeUnit unit) {
            return 0;
        }

        @Override
        public int compareTo(java.util.concurrent.Delayed other) {
            return 0;
        }
    }

    public static class Open {}

    public static final class HasPublicConstructor {
        public HasPublicConstructor() {}
    }

    /** Allowed, each for a reason of its own. */
    static final class Fine {
        private static final List<String> NAMES = List.of("a");
        private static final double[] TABLE = {1};
        private static final String NAME = "name";
        private static final System.Logger LOGGER = System.getLogger("any");

        static void log() {
            LOGGER.log(System.Logger.Level.INFO, NAME + NAMES + TABLE[0]);
        }
    }

    /** Its name has a forbidden word inside another. */
    static final class Database {}
}
