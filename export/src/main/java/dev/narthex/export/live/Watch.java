// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export.live;

import dev.narthex.core.Application;
import dev.narthex.core.Ticker;
import dev.narthex.export.WatchedFamilies;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What the watchers of an application have seen: the last numbers of every series, and when they changed. A request is a
 * sample; there is no history and no thread. Thread-safe.
 *
 * <p>A watcher names the cursor of its last answer and gets what has changed since. Numbers are absolute, so an answer that
 * is lost is made good by the next one; a cursor of another watch gets everything.
 */
final class Watch {

    /** Watchers that ask sooner share a sample: many of them cost no more than a few. */
    private static final long SHARED_NANOS = Duration.ofMillis(250).toNanos();

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Ticker ticker;
    private final WatchedFamilies families;
    private final JvmNumbers jvm = new JvmNumbers();
    private final Birth birth;
    private final String instance = randomName();
    private final List<FamilyHead> heads = new ArrayList<>();
    private final Map<String, FamilyHead> headsByName = new HashMap<>();
    private final List<Series> all = new ArrayList<>();
    private long sample;
    private long sampledAt;

    private record FamilyHead(
            int id, String name, ClassicHistogramBuckets buckets, long bornAt, Map<Labels, Series> series) {

        boolean isHistogram() {
            return buckets.size() > 0;
        }
    }

    /**
     * The beginning of an application's life, by which a watcher tells one that was restarted.
     *
     * @param name no other has it
     * @param nanos by the application's ticker
     */
    record Birth(String name, long nanos) {

        static Birth now(Ticker ticker) {
            return new Birth(randomName(), ticker.read());
        }
    }

    Watch(Application application, Birth birth, Set<String> names) {
        this.birth = birth;
        this.ticker = application.ticker();
        this.families = WatchedFamilies.of(application, names::contains);
    }

    /**
     * What has changed since a cursor.
     *
     * @param cursor of an earlier answer; of none, all is new
     */
    synchronized String since(String cursor) {
        long now = ticker.read();
        if (sample == 0 || now - sampledAt >= SHARED_NANOS) {
            sampledAt = now;
            takeSample();
        }
        long since = sampleOf(cursor);
        Json json = new Json();
        json.open('{').name("cursor").value(instance + "." + sample);
        json.name("millis").value(sampledAt / NANOS_PER_MILLI);
        json.name("application").value(birth.name());
        json.name("age").value((sampledAt - birth.nanos()) / NANOS_PER_MILLI);
        json.name("whole").value(since == 0);
        writeFamilies(json, since);
        writeSeries(json, since);
        json.name("values").open('[');
        for (Series series : all) {
            if (series.changedSince(since)) {
                series.writeTo(json, heads.get(series.family).isHistogram());
            }
        }
        return json.close(']').close('}').toString();
    }

    private void writeFamilies(Json json, long since) {
        json.name("families").open('[');
        for (FamilyHead head : heads) {
            if (head.bornAt() > since) {
                json.open('[').value(head.id()).value(head.name());
                for (int i = 0; i < head.buckets().size(); i++) {
                    json.value(head.buckets().getUpperBound(i)); // the last one is infinite: null to the watcher
                }
                json.close(']');
            }
        }
        json.close(']');
    }

    private void writeSeries(Json json, long since) {
        json.name("series").open('[');
        for (Series series : all) {
            if (series.bornAt > since) {
                json.open('[').value(series.id).value(series.family).open('{');
                for (int i = 0; i < series.labels.size(); i++) {
                    json.name(series.labels.getName(i)).value(series.labels.getValue(i));
                }
                json.close('}').close(']');
            }
        }
        json.close(']');
    }

    private void takeSample() {
        sample++;
        for (MetricSnapshot snapshot : families.read()) {
            String name = snapshot.getMetadata().getName();
            String published = snapshot instanceof CounterSnapshot ? name + "_total" : name;
            for (DataPointSnapshot point : snapshot.getDataPoints()) {
                see(published, point);
            }
        }
        jvm.read(this::see);
        for (Series series : all) {
            series.endSample(sample);
        }
    }

    private void see(String name, DataPointSnapshot point) {
        if (point instanceof HistogramDataPointSnapshot histogram) {
            ClassicHistogramBuckets buckets = histogram.getClassicBuckets();
            double[] numbers = new double[buckets.size() + 1];
            for (int i = 0; i < buckets.size(); i++) {
                numbers[i] = buckets.getCount(i);
            }
            numbers[buckets.size()] = histogram.getSum();
            series(head(name, buckets), point.getLabels()).see(numbers, sample);
        } else if (point instanceof CounterDataPointSnapshot counter) {
            see(name, point.getLabels(), counter.getValue());
        } else if (point instanceof GaugeDataPointSnapshot gauge) {
            see(name, point.getLabels(), gauge.getValue());
        }
    }

    private void see(String name, Labels labels, double value) {
        series(head(name, ClassicHistogramBuckets.EMPTY), labels).see(new double[] {value}, sample);
    }

    private FamilyHead head(String name, ClassicHistogramBuckets buckets) {
        FamilyHead known = headsByName.get(name);
        if (known != null) {
            return known;
        }
        FamilyHead head = new FamilyHead(heads.size(), name, buckets, sample, new HashMap<>());
        heads.add(head);
        headsByName.put(name, head);
        return head;
    }

    private Series series(FamilyHead head, Labels labels) {
        return head.series().computeIfAbsent(labels, unknown -> {
            Series born = new Series(all.size(), head.id(), labels, sample);
            all.add(born);
            return born;
        });
    }

    private static String randomName() {
        return Long.toString(ThreadLocalRandom.current().nextLong(1L << 60), Character.MAX_RADIX);
    }

    /** The sample of a cursor of this watch; 0 of any other text. */
    private long sampleOf(String cursor) {
        String start = instance + ".";
        if (!cursor.startsWith(start) || !cursor.substring(start.length()).matches("[0-9]{1,15}")) {
            return 0;
        }
        long since = Long.parseLong(cursor.substring(start.length()));
        return since > sample ? 0 : since;
    }
}
