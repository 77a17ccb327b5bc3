// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import dev.narthex.core.Buckets;
import dev.narthex.core.Cell;
import dev.narthex.core.Distribution;
import dev.narthex.core.Exemplar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exemplars of a histogram's series while they are read: of all that cells have for a published bucket, the latest.
 * Used by one scrape at a time.
 */
final class LatestExemplars {

    private final Source source;
    /** For each place in a cell the published bucket that it is a part of; empty where no exemplar is kept. */
    private final int[] publishedBuckets;

    private final int width;
    private final List<@Nullable Exemplar[]> latest = new ArrayList<>();

    /** What a cell has at a place. */
    private interface Source {
        @Nullable
        Exemplar read(Cell<?> cell, int place);
    }

    private LatestExemplars(Source source, int[] publishedBuckets, int width) {
        this.source = source;
        this.publishedBuckets = publishedBuckets;
        this.width = width;
    }

    static LatestExemplars of(Distribution recorded, Buckets published) {
        int[] publishedBuckets = new int[recorded.exemplarPlaces()];
        for (int place = 0; place < publishedBuckets.length; place++) {
            publishedBuckets[place] = published.index(recorded.exemplarBound(place));
        }
        return publishedBuckets.length == 0
                ? none()
                : new LatestExemplars(recorded::exemplar, publishedBuckets, published.size());
    }

    static LatestExemplars none() {
        return new LatestExemplars((cell, place) -> null, new int[0], 0);
    }

    void addSeries() {
        latest.add(new @Nullable Exemplar[width]);
    }

    void clear() {
        for (@Nullable Exemplar[] series : latest) {
            Arrays.fill(series, null);
        }
    }

    void add(int series, Cell<?> cell) {
        @Nullable Exemplar[] own = latest.get(series);
        for (int place = 0; place < publishedBuckets.length; place++) {
            Exemplar exemplar = source.read(cell, place);
            int bucket = publishedBuckets[place];
            if (exemplar != null && isLater(exemplar, own[bucket])) {
                own[bucket] = exemplar;
            }
        }
    }

    /** The exemplar of a published bucket; null where there is none. */
    @Nullable
    Exemplar at(int series, int bucket) {
        return width == 0 ? null : latest.get(series)[bucket];
    }

    private static boolean isLater(Exemplar exemplar, @Nullable Exemplar other) {
        return other == null || exemplar.epochMillis() > other.epochMillis();
    }
}
