// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * All cells of one kind, in the order of their birth, with a limit. Counts live on the full key. Distributions live on
 * those dimensions alone that some published family keeps for them, and cells of counts share them. Beyond the limit a
 * new key folds its open dimensions to {@link Dimension#OTHER} and keeps the closed ones, in cells that the limit does
 * not touch: totals stay exact, and an incident stays visible. Thread-safe.
 *
 * @param <K> the key: a record, normalised once when it is made. Its equals and hashCode are written out: those of the
 *     compiler are put together when they are first called, which costs every start up to 2 ms a record
 */
public final class Cube<K> {

    private final String name;
    private final int maxCells;
    private final UnaryOperator<K> fold;
    private final Runnable beforeReading;
    private final List<Measure<K>> counts;
    private final DistributionLayout<K> distributions;

    private final ConcurrentHashMap<K, Cell<K>> cellsByKey = new ConcurrentHashMap<>();
    // guarded by this
    private final List<Cell<K>> cells = new ArrayList<>();
    private final List<Cell<K>> foldedCells = new ArrayList<>();
    private final DistributionCells<K> distributionCells;

    private Cube(Builder<K> builder) {
        this.name = builder.name;
        this.maxCells = builder.maxCells;
        this.fold = builder.fold;
        this.beforeReading = builder.beforeReading;
        this.counts = List.copyOf(builder.counts);
        this.distributions =
                new DistributionLayout<>(builder.distributions, builder.families, builder.histograms, builder.traced);
        this.distributionCells = new DistributionCells<>(distributions);
    }

    /**
     * Starts a cube.
     *
     * @param name what it is called where the cube itself is measured: {@code http_requests}
     */
    public static <K> Builder<K> builder(String name) {
        return new Builder<>(name);
    }

    /** What it is called where the cube itself is measured. */
    public String name() {
        return name;
    }

    /** The cell of a key; made on the first call, and then the same for ever. */
    public Cell<K> cell(K key) {
        Cell<K> known = cellsByKey.get(key);
        return known != null ? known : birth(key);
    }

    /** The place of a count in the cells of this cube. */
    public Count count(Measure<K> measure) {
        int slot = counts.indexOf(measure);
        if (slot < 0) {
            throw new IllegalArgumentException("'" + measure + "' is not a count of " + name + ": " + counts);
        }
        return new Count(slot);
    }

    /** The place of a distribution in the cells of this cube. */
    public Distribution distribution(Measure<K> measure) {
        Distribution distribution = distributions.places().get(measure);
        if (distribution == null) {
            throw new IllegalArgumentException("'" + measure + "' is not a distribution of " + name + ": "
                    + distributions.places().keySet());
        }
        return distribution;
    }

    /** The places of four distributions that are observed together. */
    public Distributions distributions(Measure<K> first, Measure<K> second, Measure<K> third, Measure<K> fourth) {
        return new Distributions(distribution(first), distribution(second), distribution(third), distribution(fourth));
    }

    /** Whether a measure is recorded in this cube. */
    public boolean records(Measure<?> measure) {
        return counts.contains(measure) || distributions.places().containsKey(measure);
    }

    /** How many cells of counts there are, folded ones included. */
    public synchronized int size() {
        return cells.size();
    }

    /** How many events were counted in folded cells, that is, without their open dimensions. */
    public synchronized long folded() {
        long folded = 0;
        for (Cell<K> cell : foldedCells) {
            folded += cell.sum(0);
        }
        return folded;
    }

    /** The number of slots of a cell of counts. */
    public int countSlots() {
        return counts.size();
    }

    /** The number of slots of a cell of distributions. */
    public int distributionSlots() {
        return distributions.slots();
    }

    /** The cells of counts in the order of their birth, without the first so many. */
    public List<Cell<K>> cellsFrom(int index) {
        beforeReading.run();
        synchronized (this) {
            return List.copyOf(cells.subList(index, cells.size()));
        }
    }

    /** The cells of distributions in the order of their birth, without the first so many. */
    public synchronized List<Cell<K>> distributionCellsFrom(int index) {
        return distributionCells.from(index);
    }

    private synchronized Cell<K> birth(K key) {
        Cell<K> known = cellsByKey.get(key);
        if (known != null) {
            return known;
        }
        if (cells.size() - foldedCells.size() < maxCells) {
            return bear(key);
        }
        K folded = fold.apply(key);
        Cell<K> reserved = cellsByKey.get(folded);
        if (reserved == null) {
            reserved = bear(folded);
            foldedCells.add(reserved);
        }
        return reserved;
    }

    private Cell<K> bear(K key) {
        Cell<K> cell = new Cell<>(
                key, new Stripes(counts.size()), distributions.slots() == 0 ? null : distributionCells.cell(key));
        cells.add(cell);
        cellsByKey.put(key, cell);
        return cell;
    }

    /**
     * Describes a cube before it exists.
     *
     * @param <K> the key
     */
    public static final class Builder<K> {

        private final String name;
        private final List<Measure<K>> counts = new ArrayList<>();
        private final List<Measure<K>> distributions = new ArrayList<>();
        private List<? extends Family> families = List.of();
        private UnaryOperator<K> fold = UnaryOperator.identity();
        private Runnable beforeReading = () -> {};
        private int maxCells = Settings.DEFAULT_MAX_CELLS;
        private Histograms histograms = Histograms.CLASSIC;
        private DistributionLayout.Traced<K> traced = DistributionLayout.Traced.none();

        private Builder(String name) {
            this.name = name;
        }

        /** Adds a measure; the first count is what {@link Cell#count()} adds to. */
        public Builder<K> records(Measure<K> measure) {
            (measure.isDistribution() ? distributions : counts).add(measure);
            return this;
        }

        /** The families that are published, of this cube and of others: what they need of a distribution is kept. */
        public Builder<K> published(List<? extends Family> published) {
            this.families = published;
            return this;
        }

        /**
         * How a key that comes too late is folded.
         *
         * @param keyWithoutOpenDimensions replaces the values of all open dimensions by {@link Dimension#OTHER}
         */
        public Builder<K> folding(UnaryOperator<K> keyWithoutOpenDimensions) {
            this.fold = keyWithoutOpenDimensions;
            return this;
        }

        /** What is done before the cells of counts are read: whatever is due is recorded. It must not throw. */
        public Builder<K> beforeReading(Runnable settle) {
            this.beforeReading = settle;
            return this;
        }

        /** How many cells there may be beside the folded ones; at least 1. */
        public Builder<K> maxCells(int limit) {
            if (limit < 1) {
                throw new IllegalArgumentException("maxCells must be positive: " + limit);
            }
            this.maxCells = limit;
            return this;
        }

        /** What the distributions are published as; the default is classic histograms. */
        public Builder<K> histograms(Histograms published) {
            this.histograms = published;
            return this;
        }

        /** Keeps exemplars of these distributions, as far as the application is traced; by default of none. */
        public Builder<K> exemplars(Application application, List<Measure<K>> measures) {
            this.traced = new DistributionLayout.Traced<>(application.traces(), application.ticker(), measures);
            return this;
        }

        /** The cube. */
        public Cube<K> build() {
            if (counts.isEmpty()) {
                throw new IllegalArgumentException("a cube must have a count: " + name);
            }
            return new Cube<>(this);
        }
    }
}
