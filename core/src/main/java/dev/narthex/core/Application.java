// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One application that is measured: its settings, its ticker, and the instrumentations that the page reads. It is
 * passed wherever something can pass it; nothing here is static. Thread-safe.
 */
public final class Application {

    private final Settings settings;
    private final Ticker ticker;
    private final RequestTally tally = RequestTally.create();
    private final Errors errors = new Errors();
    private final List<Instrumentation> features = new CopyOnWriteArrayList<>();
    private final CellLimits cellLimits = new CellLimits(() -> features);

    private Application(Settings settings, Ticker ticker) {
        this.settings = settings;
        this.ticker = ticker;
    }

    /** An application without instrumentations yet, timed by the system's ticker. */
    public static Application of(Settings settings) {
        return new Application(settings, Ticker.system());
    }

    /** An application timed by another ticker. */
    public static Application of(Settings settings, Ticker ticker) {
        return new Application(settings, ticker);
    }

    /** How it is measured. */
    public Settings settings() {
        return settings;
    }

    /** What durations are measured with. */
    public Ticker ticker() {
        return ticker;
    }

    /** What the request on the current thread has cost. */
    public RequestTally tally() {
        return tally;
    }

    /**
     * Adds a feature, whose families then appear on the page.
     *
     * @throws IllegalStateException if a feature of this name or a family of one of its names is there already
     */
    public synchronized void add(Instrumentation feature) {
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
        features.add(feature);
    }

    private void checkConstantLabels(Instrumentation feature) {
        for (Family family : feature.families()) {
            for (String label : family.labelNames()) {
                if (settings.constantLabels().containsKey(label)) {
                    throw new SettingException(
                            "narthex.constant-labels",
                            "must not be labels of a family",
                            "'" + label + "' of " + family.name(),
                            "choose another name");
                }
            }
        }
    }

    /** All instrumentations, features first, in the order in which they were added; then what measures Narthex itself. */
    public List<Instrumentation> instrumentations() {
        List<Instrumentation> all = new ArrayList<>(features);
        all.add(errors);
        all.add(cellLimits);
        return all;
    }

    /** The guard of a feature's hooks. */
    public Guard guard(String instrumentation) {
        return errors.guard(instrumentation);
    }
}
