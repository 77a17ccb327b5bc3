// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The requests that every subject is given: drawn before the measurement, always the same. Views are chosen zipf-like (the
 * second one half as often as the first, the third a third), latencies and sizes are log-normal, and every key comes at
 * least once. Immutable.
 */
final class Workload {

    private static final long SEED = 20_261_122;
    private static final int SMALLEST = 4096;

    private final int views;
    private final List<Key> keys;
    private final Request[] requests;

    private Workload(int views, int keyCount) {
        this.views = views;
        this.keys = keys(views, keyCount);
        this.requests = draw(keys, new Random(SEED));
    }

    /** 461 keys over 40 views: the workload of a request. */
    static Workload ofRequests() {
        return new Workload(40, 461);
    }

    /** Twelve keys of one view. */
    static Workload ofOneView() {
        return new Workload(1, 12);
    }

    /** 2,340 keys over 195 views: a page of about 10,000 series. */
    static Workload ofPage() {
        return ofPage(195);
    }

    /** Twelve keys a view. */
    static Workload ofPage(int views) {
        return new Workload(views, views * 12);
    }

    /** How many views there are. */
    int views() {
        return views;
    }

    /** All keys, in the order of their numbers. */
    List<Key> keys() {
        return keys;
    }

    /** How many requests there are: a power of two, so that an index wraps with a mask. */
    int size() {
        return requests.length;
    }

    /** One of the requests; the index wraps around. */
    Request request(int index) {
        return requests[index & (requests.length - 1)];
    }

    /** So many keys, each of a view of its own. */
    static Workload ofViews(int views) {
        return new Workload(views, views);
    }

    /** The first kind of request of a view. */
    Key keyOf(int view) {
        return keys.get(view);
    }

    private static String viewName(int view) {
        return "view-" + view;
    }

    /** Twelve kinds of request for every view: two methods, two schemes, three statuses. */
    private static List<Key> keys(int views, int count) {
        List<Key> keys = new ArrayList<>();
        for (int ending = 0; ending < 12; ending++) {
            for (int view = 0; view < views && keys.size() < count; view++) {
                boolean write = ending % 2 == 1;
                int status =
                        switch (ending / 4) {
                            case 0 -> write ? 201 : 200;
                            case 1 -> write ? 400 : 404;
                            default -> 500;
                        };
                keys.add(new Key(
                        keys.size(),
                        view,
                        viewName(view),
                        "/" + viewName(view),
                        write ? writingMethod(view) : "GET",
                        ending / 2 % 2 == 0 ? "https" : "http",
                        status,
                        Integer.toString(status),
                        contentType(view),
                        template(view, status)));
            }
        }
        return List.copyOf(keys);
    }

    private static String writingMethod(int view) {
        return switch (view % 3) {
            case 0 -> "PUT";
            case 1 -> "DELETE";
            default -> "POST";
        };
    }

    private static String contentType(int view) {
        return switch (view % 4) {
            case 0, 1 -> "text/html;charset=UTF-8";
            case 2 -> "application/json";
            default -> "text/plain;charset=ISO-8859-1";
        };
    }

    private static @Nullable String template(int view, int status) {
        return view % 4 < 2 && status == 200 ? "shop/" + viewName(view) : null;
    }

    private static Request[] draw(List<Key> keys, Random random) {
        TreeMap<Double, Key> keysByWeight = new TreeMap<>();
        double total = 0;
        for (Key key : keys) {
            total += weight(key);
            keysByWeight.put(total, key);
        }
        List<Key> drawn = new ArrayList<>(keys);
        int size = Math.max(SMALLEST, 2 * Integer.highestOneBit(keys.size()));
        while (drawn.size() < size) {
            drawn.add(keysByWeight.higherEntry(random.nextDouble() * total).getValue());
        }
        Collections.shuffle(drawn, random);
        return drawn.stream().map(key -> request(key, random)).toArray(Request[]::new);
    }

    private static double weight(Key key) {
        double ofView = 1.0 / (key.viewNumber() + 1);
        double ofMethod = key.method().equals("GET") ? 0.8 : 0.2;
        double ofScheme = key.scheme().equals("https") ? 0.9 : 0.1;
        double ofStatus = key.status() < 300 ? 0.94 : key.status() < 500 ? 0.05 : 0.01;
        return ofView * ofMethod * ofScheme * ofStatus;
    }

    private static Request request(Key key, Random random) {
        boolean hasBody = key.method().equals("PUT") || key.method().equals("POST");
        long filterNanos = logNormal(100_000, 0.5, random);
        return new Request(
                key,
                random.nextInt(20) == 0,
                filterNanos,
                filterNanos + logNormal(20_000_000, 1.2, random),
                hasBody ? logNormal(600, 1.0, random) : 0,
                logNormal(4_000, 1.5, random));
    }

    private static long logNormal(double median, double sigma, Random random) {
        return Math.round(median * Math.exp(sigma * random.nextGaussian()));
    }
}
