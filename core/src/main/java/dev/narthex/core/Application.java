// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One application that is measured: its settings, its ticker, and the instrumentations that the page reads. It is
 * passed wherever something can pass it. What a vendor constructs with {@code new} asks its host first ({@link #KEY}),
 * and only then {@link #here()}. Thread-safe.
 */
public final class Application {

    /**
     * The name under which a host hands over its application: an attribute of the servlet context, a setting of the
     * persistence unit, a property of a connection. The value is the object itself, or what its {@link #toString()} says
     * where only text is passed on, as pools of connections do.
     */
    public static final String KEY = "narthex.application";

    /** The one static thing that changes, and the lock under which applications get features (decision 0040). */
    private static final Homes HOMES = new Homes();

    private final String name = HOMES.newName();
    private volatile Contents contents;

    private Application(Contents contents) {
        this.contents = contents;
    }

    /** An application without instrumentations yet, timed by the system's ticker. */
    public static Application of(Settings settings) {
        return of(settings, Ticker.system());
    }

    /** An application timed by another ticker. */
    public static Application of(Settings settings, Ticker ticker) {
        return of(settings, ticker, TraceContext.none());
    }

    /** An application that somebody traces: where the settings allow it, its latencies have exemplars. */
    public static Application of(Settings settings, Ticker ticker, TraceContext traces) {
        return new Application(Contents.of(settings, ticker, settings.exemplars() ? traces : TraceContext.none()));
    }

    /**
     * The application of the current thread's context class loader: the one that a front door has bound to it or to the
     * nearest of its parents. If there is none yet, one is made from system properties and environment; the front door
     * that binds its own later adopts what has been added to it. A context class loader that does not see this class
     * belongs to somebody else: then the loader of this class counts.
     *
     * <p>Only for what a vendor constructs, and only while it works, never in its constructor; everything else is passed
     * its application.
     */
    public static Application here() {
        return HOMES.at(Thread.currentThread().getContextClassLoader());
    }

    /**
     * The application that a host hands over, or {@link #here()} if that is none.
     *
     * @param handed what the host has under {@link #KEY}: the application, or the name of one that is bound or would be
     *     if its place were free
     */
    public static Application here(@Nullable Object handed) {
        if (handed instanceof Application application) {
            return application;
        }
        Application named = handed instanceof String name ? HOMES.named(name) : null;
        return named == null ? here() : named;
    }

    /**
     * Makes this the application of a class loader and of those below it that have none of their own, and adopts what
     * {@link #here()} had to make there meanwhile. For front doors, before they add features; whoever binds must
     * {@link #unbind} when the application ends, or the loader stays.
     *
     * @return whether the place was free; if not, it stays as it is, and a log entry says so
     */
    public boolean bind(ClassLoader loader) {
        return HOMES.bind(this, loader);
    }

    /** Frees every place that this application is bound to. May be called again. */
    public void unbind() {
        HOMES.unbind(this);
    }

    /** Its name in this JVM, for hosts that pass on text alone; see {@link #KEY}. */
    @Override
    public String toString() {
        return name;
    }

    /** How it is measured. */
    public Settings settings() {
        return contents.settings;
    }

    /** What durations are measured with. */
    public Ticker ticker() {
        return contents.ticker;
    }

    /** Who knows what the current thread works for. */
    public TraceContext traces() {
        return contents.traces;
    }

    /** What the request on the current thread has cost. */
    public RequestTally tally() {
        return contents.tally;
    }

    /**
     * Adds a feature, whose families then appear on the page.
     *
     * @throws IllegalStateException if a feature of this name or a family of one of its names is there already
     */
    public void add(Instrumentation feature) {
        synchronized (HOMES) {
            NameOwners owners = new NameOwners();
            for (Instrumentation present : instrumentations()) {
                if (present.name().equals(feature.name())) {
                    throw new IllegalStateException("an application must have one instrumentation of a kind: "
                            + feature.name() + "; pass the one that is there to whatever needs it");
                }
                owners.claim(present);
            }
            owners.claim(feature);
            checkConstantLabels(feature);
            contents.features.add(feature);
        }
    }

    private void checkConstantLabels(Instrumentation feature) {
        for (Family family : feature.families()) {
            for (String label : family.labelNames()) {
                if (settings().constantLabels().containsKey(label)) {
                    throw new SettingException(
                            "narthex.constant-labels",
                            "must not be labels of a family",
                            "'" + label + "' of " + family.name(),
                            "choose another name");
                }
            }
        }
    }

    /**
     * The feature of this type. If it is not there yet it is made and added: for hooks that a vendor constructs, each of
     * which may be the first.
     *
     * @param make from this application to the feature, which must not add itself
     * @throws IllegalStateException as {@link #add} does
     */
    public <F extends Instrumentation> F feature(Class<F> type, Function<Application, F> make) {
        synchronized (HOMES) {
            for (Instrumentation present : contents.features) {
                if (type.isInstance(present)) {
                    return type.cast(present);
                }
            }
            F made = make.apply(this);
            add(made);
            return made;
        }
    }

    /** All instrumentations, features first, in the order in which they were added; then what measures Narthex itself. */
    public List<Instrumentation> instrumentations() {
        Contents now = contents;
        List<Instrumentation> all = new ArrayList<>(now.features);
        all.add(now.errors);
        all.add(now.cellLimits);
        all.add(now.version);
        return all;
    }

    /** The guard of a feature's hooks. */
    public Guard guard(String instrumentation) {
        return contents.errors.guard(instrumentation);
    }

    /**
     * Takes over what a provisional application has; from then on both are the same. If this one has features already,
     * tally and guards stay apart: what the adopted features have cost is in no view, and their failures on no page.
     *
     * @return the names of the adopted features
     * @throws IllegalStateException as {@link #add} does
     */
    List<String> adopt(Application provisional) {
        synchronized (HOMES) {
            Contents own = contents;
            Contents theirs = provisional.contents;
            if (own.features.isEmpty()) {
                contents = theirs.under(own);
            } else {
                theirs.features.forEach(this::add);
            }
            provisional.contents = contents;
            return theirs.features.stream().map(Instrumentation::name).toList();
        }
    }

    /** What an application consists of; an adopted one has that of its adopter. */
    private record Contents(
            Settings settings,
            Ticker ticker,
            TraceContext traces,
            RequestTally tally,
            Errors errors,
            List<Instrumentation> features,
            CellLimits cellLimits,
            Version version) {

        static Contents of(Settings settings, Ticker ticker, TraceContext traces) {
            List<Instrumentation> features = new CopyOnWriteArrayList<>();
            Errors errors = new Errors();
            return new Contents(
                    settings,
                    ticker,
                    traces == TraceContext.none() ? traces : new GuardedTraces(traces, errors.guard("traces")),
                    RequestTally.create(),
                    errors,
                    features,
                    new CellLimits(() -> features),
                    new Version(settings));
        }

        Contents under(Contents adopter) {
            return new Contents(
                    adopter.settings,
                    adopter.ticker,
                    adopter.traces,
                    tally,
                    errors,
                    features,
                    cellLimits,
                    new Version(adopter.settings));
        }
    }
}
