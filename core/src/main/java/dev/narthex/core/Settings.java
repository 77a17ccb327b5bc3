// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How an application is measured and published. Every setting has one name in all front doors: {@code
 * narthex.latency-buckets} as a Spring property and as a system property, {@code NARTHEX_LATENCY_BUCKETS} in the
 * environment. Checked when it is made. Immutable. Long, because every setting's default, rule and cure stand here.
 */
public final class Settings {

    static final int DEFAULT_MAX_CELLS = 10_000;

    /** The latency bounds of django-prometheus 2.5.0 (its setting PROMETHEUS_LATENCY_BUCKETS), in seconds. */
    private static final double[] DJANGO_LATENCY_BOUNDS = {
        0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 25, 50, 75
    };

    private static final Pattern METRIC_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

    private final String prefix;
    private final String namespace;
    private final Set<Naming> namings;
    private final Buckets latencyBuckets;
    private final int maxCells;
    private final String path;
    private final boolean countScrapes;
    private final boolean bodySizes;

    private Settings(Builder builder) {
        this.prefix = builder.prefix;
        this.namespace = builder.namespace;
        this.namings = EnumSet.copyOf(builder.namings);
        this.latencyBuckets = builder.latencyBuckets;
        this.maxCells = builder.maxCells;
        this.path = builder.path;
        this.countScrapes = builder.countScrapes;
        this.bodySizes = builder.bodySizes;
    }

    /** The defaults: what django-prometheus publishes, on {@code /metrics}. */
    public static Settings create() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Settings read from the system properties and, where one is not there, from the environment.
     *
     * @throws SettingException if one cannot be used
     */
    public static Settings fromSystem() {
        return from(Settings::systemText);
    }

    /** The text of a setting in the system properties and, where it is not there, in the environment; null if in neither. */
    public static @Nullable String systemText(String name) {
        String property = System.getProperty(name);
        return property != null ? property : System.getenv(environmentName(name));
    }

    /**
     * A setting that is true or false, from its text.
     *
     * @throws SettingException if it is neither
     */
    public static boolean flag(String property, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new SettingException(property, "must be true or false", text, "write one of the two");
        };
    }

    /**
     * Settings read by name.
     *
     * @param lookup from a name such as {@code narthex.max-cells} to its text, or null to keep the default
     * @throws SettingException if one cannot be used
     */
    public static Settings from(Function<String, @Nullable String> lookup) {
        Builder builder = builder();
        read(lookup, "narthex.prefix", builder::prefix);
        read(lookup, "narthex.namespace", builder::namespace);
        read(lookup, "narthex.naming", text -> builder.naming(words(text)));
        read(lookup, "narthex.latency-buckets", builder::latencyBuckets);
        read(lookup, "narthex.max-cells", builder::maxCells);
        read(lookup, "narthex.path", builder::path);
        read(
                lookup,
                "narthex.http.count-scrapes",
                text -> builder.countScrapes(flag("narthex.http.count-scrapes", text)));
        read(lookup, "narthex.http.body-sizes", text -> builder.bodySizes(flag("narthex.http.body-sizes", text)));
        return builder.build();
    }

    /** The name of a setting in the environment: {@code NARTHEX_MAX_CELLS} of {@code narthex.max-cells}. */
    public static String environmentName(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Whether a naming is published. */
    public boolean publishes(Naming naming) {
        return namings.contains(naming);
    }

    /** The published namings, in a fixed order. */
    public Set<Naming> namings() {
        return EnumSet.copyOf(namings);
    }

    /** A family's name on the wire, under a naming: with the namespace, and in {@code django} with the prefix. */
    public String wireName(Naming naming, String name) {
        String inNaming = naming == Naming.DJANGO ? prefix + "_" + name : name;
        return namespace.isEmpty() ? inNaming : namespace + "_" + inNaming;
    }

    /** The published bounds of latencies under the naming {@code django}. */
    public Buckets latencyBuckets() {
        return latencyBuckets;
    }

    /** How many cells a cube may have beside those that it folds to. */
    public int maxCells() {
        return maxCells;
    }

    /** Where the page is served, below the context path. */
    public String path() {
        return path;
    }

    /** Whether scrapes are counted as requests. */
    public boolean countScrapes() {
        return countScrapes;
    }

    /** Whether body sizes are measured; if not, no request and no response is ever wrapped. */
    public boolean bodySizes() {
        return bodySizes;
    }

    private static void read(Function<String, @Nullable String> lookup, String name, Consumer<String> setting) {
        String text = lookup.apply(name);
        if (text != null) {
            setting.accept(text.strip());
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    /** Collects settings; every method checks its own, and the error names the property. Not thread-safe. */
    public static final class Builder {

        private String prefix = "django";
        private String namespace = "";
        private Set<Naming> namings = EnumSet.of(Naming.DJANGO);
        private Buckets latencyBuckets = Buckets.of(Unit.SECONDS, DJANGO_LATENCY_BOUNDS);
        private int maxCells = DEFAULT_MAX_CELLS;
        private String path = "/metrics";
        private boolean countScrapes;
        private boolean bodySizes = true;

        private Builder() {}

        /** The first word of all names under the naming {@code django}; the default is {@code django}. */
        public Builder prefix(String word) {
            this.prefix = nameWord("narthex.prefix", word);
            return this;
        }

        /** A word of the user's own in front of all names; the default is none. */
        public Builder namespace(String word) {
            this.namespace = word.isEmpty() ? word : nameWord("narthex.namespace", word);
            return this;
        }

        /** The published namings by name; the default is {@code django} alone. */
        public Builder naming(Collection<String> names) {
            Set<Naming> known = EnumSet.noneOf(Naming.class);
            for (String name : names) {
                known.add(namingOf(name));
            }
            if (known.isEmpty()) {
                throw new SettingException(
                        "narthex.naming", "must name at least one", names, "known namings: " + Naming.knownNames());
            }
            this.namings = known;
            return this;
        }

        /** The published latency bounds in seconds, ascending, as text: {@code 0.1, 0.5, 1}. */
        public Builder latencyBuckets(String text) {
            try {
                return latencyBuckets(
                        words(text).stream().mapToDouble(Double::parseDouble).toArray());
            } catch (NumberFormatException notNumbers) {
                throw new SettingException(
                        "narthex.latency-buckets",
                        "must be numbers of seconds",
                        text,
                        "separate them with commas: 0.1, 0.5, 1");
            }
        }

        /** The published latency bounds in seconds, ascending. */
        public Builder latencyBuckets(double... seconds) {
            checkLatencyBuckets(seconds);
            this.latencyBuckets = Buckets.of(Unit.SECONDS, seconds);
            return this;
        }

        /** The limit of cells as text. */
        public Builder maxCells(String text) {
            try {
                return maxCells(Integer.parseInt(text));
            } catch (NumberFormatException notANumber) {
                throw new SettingException(
                        "narthex.max-cells", "must be a whole number", text, "the default is " + DEFAULT_MAX_CELLS);
            }
        }

        /** How many cells a cube may have; the default is 10,000. */
        public Builder maxCells(int limit) {
            if (limit < 1) {
                throw new SettingException(
                        "narthex.max-cells", "must be positive", limit, "the default is " + DEFAULT_MAX_CELLS);
            }
            this.maxCells = limit;
            return this;
        }

        /** Where the page is served, below the context path; the default is {@code /metrics}. */
        public Builder path(String absolute) {
            if (!absolute.startsWith("/")) {
                throw new SettingException("narthex.path", "must start with a slash", absolute, "write /" + absolute);
            }
            if (!PATH.matcher(absolute).matches()) {
                throw new SettingException(
                        "narthex.path",
                        "must be a plain path below the root",
                        absolute,
                        "use letters, digits and . _ ~ - between slashes, as in /metrics");
            }
            this.path = absolute;
            return this;
        }

        /** Whether scrapes are counted as requests; the default is false. */
        public Builder countScrapes(boolean counted) {
            this.countScrapes = counted;
            return this;
        }

        /** Whether body sizes are measured; the default is true. */
        public Builder bodySizes(boolean measured) {
            this.bodySizes = measured;
            return this;
        }

        /** The settings. */
        public Settings build() {
            return new Settings(this);
        }

        private static Naming namingOf(String name) {
            for (Naming naming : Naming.values()) {
                if (naming.settingName().equalsIgnoreCase(name)) {
                    return naming;
                }
            }
            throw new SettingException(
                    "narthex.naming", "must be known", "'" + name + "'", "known namings: " + Naming.knownNames());
        }

        private static String nameWord(String property, String word) {
            if (!METRIC_NAME.matcher(word).matches()) {
                throw new SettingException(
                        property,
                        "must be a metric name",
                        "'" + word + "'",
                        "use letters, digits and underscores, and no digit in front");
            }
            return word;
        }

        private static void checkLatencyBuckets(double... seconds) {
            String shown = Arrays.stream(seconds).mapToObj(Double::toString).collect(Collectors.joining(", "));
            if (seconds.length == 0 || seconds.length > 100) {
                throw new SettingException(
                        "narthex.latency-buckets",
                        "must have 1 to 100 bounds",
                        seconds.length,
                        "leave it out for the default bounds");
            }
            double before = 0;
            for (double bound : seconds) {
                if (!Double.isFinite(bound) || bound < 1e-9 || bound > 1e9) {
                    throw new SettingException(
                            "narthex.latency-buckets",
                            "must be positive numbers of seconds",
                            shown,
                            "+Inf is added by itself; write the finite bounds alone");
                }
                if (Unit.SECONDS.recorded(bound) <= Unit.SECONDS.recorded(before)) {
                    throw new SettingException(
                            "narthex.latency-buckets", "must ascend", shown, "write each bound once, smallest first");
                }
                before = bound;
            }
        }
    }
}
