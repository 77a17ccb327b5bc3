// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** Ten a decade from 0.1 ms to 100 s, as ISO 3 rounds them: a percentile between two of them is off by an eighth at most. */
    private static final double[] WATCHED_LATENCY_BOUNDS = {
        0.0001, 0.000125, 0.00016, 0.0002, 0.00025, 0.000315, 0.0004, 0.0005, 0.00063, 0.0008, 0.001, 0.00125, 0.0016,
        0.002, 0.0025, 0.00315, 0.004, 0.005, 0.0063, 0.008, 0.01, 0.0125, 0.016, 0.02, 0.025, 0.0315, 0.04, 0.05,
        0.063, 0.08, 0.1, 0.125, 0.16, 0.2, 0.25, 0.315, 0.4, 0.5, 0.63, 0.8, 1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8,
        10, 12.5, 16, 20, 25, 31.5, 40, 50, 63, 80, 100
    };

    private static final Buckets SHORT_LATENCIES = Buckets.of(Unit.SECONDS, 0.0001, 0.0005, 0.001, 0.0025, 0.005);

    private static final Pattern METRIC_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    /** What Prometheus puts on every series itself, and what histograms and summaries need (E35). */
    private static final List<String> RESERVED_LABELS = List.of("le", "quantile", "job", "instance");

    private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+");

    private final String prefix;
    private final String namespace;
    private final Set<Naming> namings;
    private final Buckets latencyBuckets;
    private final int maxCells;
    private final boolean fetchTime;
    private final String path;
    private final boolean countScrapes;
    private final boolean bodySizes;
    private final Buckets bodyBuckets;
    private final boolean entities;
    private final boolean onlyAnnotatedEntities;
    private final Map<String, String> constantLabels;
    private final FamilyChoice families;
    private final boolean defaultRegistry;
    private final boolean jvm;
    private final Duration collectorTimeout;
    private final boolean live;
    private final Histograms histograms;
    private final boolean exemplars;
    private final boolean timeInProcessCaches;
    private final Duration migrationsInterval;
    private final Duration migrationsTimeout;
    private final Endpoint endpoint;

    private Settings(Builder builder) {
        this.prefix = builder.prefix;
        this.namespace = builder.namespace;
        this.namings = EnumSet.copyOf(builder.namings);
        this.latencyBuckets = builder.latencyBuckets;
        this.maxCells = builder.maxCells;
        this.fetchTime = builder.fetchTime;
        this.path = builder.path;
        this.countScrapes = builder.countScrapes;
        this.bodySizes = builder.bodySizes;
        this.bodyBuckets = builder.bodyBuckets;
        this.entities = builder.entities;
        this.onlyAnnotatedEntities = builder.onlyAnnotatedEntities;
        this.constantLabels = Collections.unmodifiableMap(new LinkedHashMap<>(builder.constantLabels));
        this.families = builder.families;
        this.defaultRegistry = builder.defaultRegistry;
        this.jvm = builder.jvm;
        this.collectorTimeout = builder.collectorTimeout;
        this.live = builder.live;
        this.histograms = builder.live ? builder.histograms.withClassic() : builder.histograms;
        this.exemplars = builder.exemplars;
        this.timeInProcessCaches = builder.timeInProcessCaches;
        this.migrationsInterval = builder.migrationsInterval;
        this.migrationsTimeout = builder.migrationsTimeout;
        this.endpoint = builder.endpoint;
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
        read(
                lookup,
                "narthex.database.fetch-time",
                text -> builder.fetchTime(flag("narthex.database.fetch-time", text)));
        read(lookup, "narthex.export.path", builder::path);
        read(
                lookup,
                "narthex.http.count-scrapes",
                text -> builder.countScrapes(flag("narthex.http.count-scrapes", text)));
        read(lookup, "narthex.http.body-sizes", text -> builder.bodySizes(flag("narthex.http.body-sizes", text)));
        read(lookup, "narthex.http.body-buckets", builder::bodyBuckets);
        read(lookup, "narthex.orm.enabled", text -> builder.entities(flag("narthex.orm.enabled", text)));
        read(
                lookup,
                "narthex.orm.only-annotated",
                text -> builder.onlyAnnotatedEntities(flag("narthex.orm.only-annotated", text)));
        read(lookup, "narthex.constant-labels", builder::constantLabels);
        read(lookup, "narthex.families.include", text -> builder.includeFamilies(words(text)));
        read(lookup, "narthex.families.exclude", text -> builder.excludeFamilies(words(text)));
        read(
                lookup,
                "narthex.export.default-registry",
                text -> builder.defaultRegistry(flag("narthex.export.default-registry", text)));
        read(lookup, "narthex.export.jvm", text -> builder.jvm(flag("narthex.export.jvm", text)));
        read(lookup, "narthex.export.collector-timeout-seconds", builder::collectorTimeoutSeconds);
        read(lookup, "narthex.export.live", text -> builder.live(flag("narthex.export.live", text)));
        read(lookup, "narthex.export.histograms", builder::histograms);
        read(lookup, "narthex.export.exemplars", text -> builder.exemplars(flag("narthex.export.exemplars", text)));
        read(
                lookup,
                "narthex.cache.time-in-process",
                text -> builder.timeInProcessCaches(flag("narthex.cache.time-in-process", text)));
        read(lookup, "narthex.migrations.interval-seconds", builder::migrationsIntervalSeconds);
        read(lookup, "narthex.migrations.timeout-seconds", builder::migrationsTimeoutSeconds);
        builder.endpoint(Endpoint.from(lookup));
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

    /** The published bounds of what is usually faster than a request: those of latencies, and shorter ones before them. */
    public Buckets shortLatencyBuckets() {
        return SHORT_LATENCIES.union(latencyBuckets);
    }

    /** Whether the time that the application takes to fetch results is measured. */
    public boolean fetchTime() {
        return fetchTime;
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

    /** The published bounds of body sizes. */
    public Buckets bodyBuckets() {
        return bodyBuckets;
    }

    /** Whether what is done to entities is measured. */
    public boolean entities() {
        return entities;
    }

    /** Whether only those entities are measured whose class says so. */
    public boolean onlyAnnotatedEntities() {
        return onlyAnnotatedEntities;
    }

    /** Labels that every series of every family of ours has, by name, in their order. */
    public Map<String, String> constantLabels() {
        return constantLabels;
    }

    /** Whether a family is published, by its name on the wire. */
    public boolean publishes(String family) {
        return families.publishes(family);
    }

    /** Whether the page shows what is registered in client_java's default registry. */
    public boolean defaultRegistry() {
        return defaultRegistry;
    }

    /** Whether the page shows the JVM and its process. */
    public boolean jvm() {
        return jvm;
    }

    /** How long a scrape waits for one collector of somebody else. */
    public Duration collectorTimeout() {
        return collectorTimeout;
    }

    /** Whether the live page is served. */
    public boolean live() {
        return live;
    }

    /** Where the live page is served, below the context path. */
    public String livePath() {
        return path + "/live";
    }

    /**
     * These settings as the live page reads: the naming {@code django} under its own names, every family, no labels of the
     * user's, and bounds of latencies that are close enough for percentiles of a laptop's requests.
     */
    public Settings watched() {
        Builder watched = builder().live(live).fetchTime(fetchTime).latencyBuckets(WATCHED_LATENCY_BOUNDS);
        return watched.build();
    }

    /** What distributions are published as; where the live page is served, which reads classic ones, not as native alone. */
    public Histograms histograms() {
        return histograms;
    }

    /** Whether latencies have exemplars where the application is traced. */
    public boolean exemplars() {
        return exemplars;
    }

    /** Whether look-ups in caches of this process are timed; those over a network always are. */
    public boolean timeInProcessCaches() {
        return timeInProcessCaches;
    }

    /** How long after one reading of the migrations the next one begins. */
    public Duration migrationsInterval() {
        return migrationsInterval;
    }

    /** How long a reading of the migrations may take before they count as unreadable. */
    public Duration migrationsTimeout() {
        return migrationsTimeout;
    }

    /** Where the page listens beside its path in the application, and who may ask. */
    public Endpoint endpoint() {
        return endpoint;
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
        private boolean fetchTime;
        private String path = "/metrics";
        private boolean countScrapes;
        private boolean bodySizes = true;
        private Buckets bodyBuckets = Buckets.of(Unit.BYTES, djangoBodyBounds());
        private boolean entities = true;
        private boolean onlyAnnotatedEntities;
        private Map<String, String> constantLabels = Map.of();
        private FamilyChoice families = FamilyChoice.all();
        private boolean defaultRegistry = true;
        private boolean jvm = true;
        private Duration collectorTimeout = Duration.ofSeconds(5);
        private boolean live;
        private Histograms histograms = Histograms.CLASSIC;
        private boolean exemplars = true;
        private boolean timeInProcessCaches;
        private Duration migrationsInterval = Duration.ofSeconds(60);
        private Duration migrationsTimeout = Duration.ofSeconds(10);
        private Endpoint endpoint = Endpoint.create();

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
            return latencyBuckets(numbers("narthex.latency-buckets", "seconds", text));
        }

        /** The published latency bounds in seconds, ascending. */
        public Builder latencyBuckets(double... seconds) {
            checkBounds("narthex.latency-buckets", Unit.SECONDS, 1e-9, 1e9, seconds);
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
                throw new SettingException(
                        "narthex.export.path", "must start with a slash", absolute, "write /" + absolute);
            }
            if (!PATH.matcher(absolute).matches()) {
                throw new SettingException(
                        "narthex.export.path",
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

        /**
         * Whether the time that the application takes to fetch results is measured, at two readings of the ticker a result;
         * the default is false.
         */
        public Builder fetchTime(boolean measured) {
            this.fetchTime = measured;
            return this;
        }

        /** Whether body sizes are measured; the default is true. */
        public Builder bodySizes(boolean measured) {
            this.bodySizes = measured;
            return this;
        }

        /** The published bounds of body sizes in bytes, ascending, as text: {@code 0, 1024, 1048576}. */
        public Builder bodyBuckets(String text) {
            return bodyBuckets(numbers("narthex.http.body-buckets", "bytes", text));
        }

        /** The published bounds of body sizes in bytes, ascending. */
        public Builder bodyBuckets(double... bytes) {
            checkBounds("narthex.http.body-buckets", Unit.BYTES, 0, 1e15, bytes);
            this.bodyBuckets = Buckets.of(Unit.BYTES, bytes);
            return this;
        }

        /** Whether what is done to entities is measured; the default is true. */
        public Builder entities(boolean measured) {
            this.entities = measured;
            return this;
        }

        /** Whether only those entities are measured whose class says so; the default is false: all are. */
        public Builder onlyAnnotatedEntities(boolean only) {
            this.onlyAnnotatedEntities = only;
            return this;
        }

        /** Labels for every series as text: {@code app=shop, region=eu}. */
        public Builder constantLabels(String text) {
            Map<String, String> labels = new LinkedHashMap<>();
            for (String pair : text.isEmpty() ? List.<String>of() : words(text)) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    throw new SettingException(
                            "narthex.constant-labels",
                            "must be names with values",
                            "'" + pair + "'",
                            "write app=shop, region=eu");
                }
                labels.put(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip());
            }
            return constantLabels(labels);
        }

        /** Labels that every series of every family of ours has; the default is none. */
        public Builder constantLabels(Map<String, String> labels) {
            labels.forEach((name, value) -> {
                boolean legal = LABEL_NAME.matcher(name).matches() && !name.startsWith("__");
                if (!legal || RESERVED_LABELS.contains(name)) {
                    throw new SettingException(
                            "narthex.constant-labels",
                            "must be names that are free for use",
                            "'" + name + "'",
                            "use letters, digits and underscores, no digit and no two underscores in front, and none of "
                                    + String.join(", ", RESERVED_LABELS));
                }
                if (value.isEmpty()) {
                    throw new SettingException(
                            "narthex.constant-labels",
                            "must have values",
                            "'" + name + "'",
                            "an empty value is no label to Prometheus; leave it out");
                }
            });
            this.constantLabels = labels;
            return this;
        }

        /** The only families that are published, by name; {@code *} stands for any characters. The default is all. */
        public Builder includeFamilies(Collection<String> names) {
            this.families = families.including(names);
            return this;
        }

        /** Families that are not published, by name; {@code *} stands for any characters. The default is none. */
        public Builder excludeFamilies(Collection<String> names) {
            this.families = families.excluding(names);
            return this;
        }

        /** Whether the page shows what is registered in client_java's default registry; the default is true. */
        public Builder defaultRegistry(boolean shown) {
            this.defaultRegistry = shown;
            return this;
        }

        /** Whether the page shows the JVM and its process; the default is true. */
        public Builder jvm(boolean shown) {
            this.jvm = shown;
            return this;
        }

        /** How long a scrape waits for one collector, in seconds as text. */
        public Builder collectorTimeoutSeconds(String text) {
            return collectorTimeoutSeconds(numbers("narthex.export.collector-timeout-seconds", "seconds", text)[0]);
        }

        /** How long a scrape waits for one collector of somebody else, in seconds; the default is 5. */
        public Builder collectorTimeoutSeconds(double seconds) {
            this.collectorTimeout = duration("narthex.export.collector-timeout-seconds", seconds, 3600, 5);
            return this;
        }

        /** Whether the live page is served; the default is false. */
        public Builder live(boolean served) {
            this.live = served;
            return this;
        }

        /** What distributions are published as, by name: {@code classic}, {@code native} or {@code both}. */
        public Builder histograms(String name) {
            for (Histograms known : Histograms.values()) {
                if (known.settingName().equalsIgnoreCase(name)) {
                    return histograms(known);
                }
            }
            throw new SettingException(
                    "narthex.export.histograms",
                    "must be known",
                    "'" + name + "'",
                    "write one of " + Histograms.knownNames());
        }

        /** What distributions are published as; the default is classic histograms. */
        public Builder histograms(Histograms published) {
            this.histograms = published;
            return this;
        }

        /** Whether latencies have exemplars where the application is traced; the default is true. */
        public Builder exemplars(boolean kept) {
            this.exemplars = kept;
            return this;
        }

        /** How long after one reading of the migrations the next one begins, in seconds as text. */
        public Builder migrationsIntervalSeconds(String text) {
            return migrationsIntervalSeconds(numbers("narthex.migrations.interval-seconds", "seconds", text)[0]);
        }

        /** How long after one reading of the migrations the next one begins, in seconds; the default is 60. */
        public Builder migrationsIntervalSeconds(double seconds) {
            this.migrationsInterval = duration("narthex.migrations.interval-seconds", seconds, 86_400, 60);
            return this;
        }

        /** How long a reading of the migrations may take, in seconds as text. */
        public Builder migrationsTimeoutSeconds(String text) {
            return migrationsTimeoutSeconds(numbers("narthex.migrations.timeout-seconds", "seconds", text)[0]);
        }

        /** How long a reading of the migrations may take, in seconds; the default is 10. */
        public Builder migrationsTimeoutSeconds(double seconds) {
            this.migrationsTimeout = duration("narthex.migrations.timeout-seconds", seconds, 3600, 10);
            return this;
        }

        /** Whether look-ups in caches of this process are timed; the default is false: a clock costs more than they do. */
        public Builder timeInProcessCaches(boolean timed) {
            this.timeInProcessCaches = timed;
            return this;
        }

        /** Where the page listens and who may ask; the default is its path in the application alone, for everybody. */
        public Builder endpoint(Endpoint where) {
            this.endpoint = where;
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

        private static Duration duration(String property, double seconds, int most, int usual) {
            if (!(seconds >= 0.001 && seconds <= most)) {
                throw new SettingException(
                        property, "must be from 0.001 to " + most, seconds, "the default is " + usual);
            }
            return Duration.ofNanos(Unit.SECONDS.recorded(seconds));
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

        private static double[] numbers(String property, String what, String text) {
            try {
                return words(text).stream().mapToDouble(Double::parseDouble).toArray();
            } catch (NumberFormatException notNumbers) {
                throw new SettingException(
                        property,
                        "must be numbers of " + what,
                        text,
                        "separate them with commas: " + (what.equals("bytes") ? "0, 1024, 65536" : "0.1, 0.5, 1"));
            }
        }

        private static void checkBounds(String property, Unit unit, double least, double most, double... bounds) {
            String what = unit == Unit.BYTES ? "bytes" : "seconds";
            String shown = Arrays.stream(bounds).mapToObj(Double::toString).collect(Collectors.joining(", "));
            if (bounds.length == 0 || bounds.length > 100) {
                throw new SettingException(
                        property, "must have 1 to 100 bounds", bounds.length, "leave it out for the default bounds");
            }
            long before = -1;
            for (double bound : bounds) {
                if (!Double.isFinite(bound) || bound < least || bound > most) {
                    throw new SettingException(
                            property,
                            "must be " + (least > 0 ? "positive" : "finite") + " numbers of " + what,
                            shown,
                            "+Inf is added by itself; write the finite bounds alone");
                }
                if (unit.recorded(bound) <= before) {
                    throw new SettingException(property, "must ascend", shown, "write each bound once, smallest first");
                }
                before = unit.recorded(bound);
            }
        }

        /** The bounds of django-prometheus 2.5.0 for bodies: 0, then the powers of two from 1 to 2^29 bytes. */
        private static double[] djangoBodyBounds() {
            double[] bounds = new double[31];
            for (int power = 0; power < 30; power++) {
                bounds[power + 1] = 1L << power;
            }
            return bounds;
        }
    }
}
