// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.parity;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The cache {@code default} of the scenario, followed step by step: what its look-ups come to in the Redis of the recorded
 * site, which is stopped on the way, and in the Caffeine that the shop has without one.
 */
final class DefaultCache {

    private static final String PATH = "/cache/default/";

    private final Set<String> keys = new HashSet<>();
    private boolean stopped;

    /** How the samples of the kinds of caches move if this step asks Caffeine and not Redis. */
    Map<String, Integer> shift(Step step) {
        stopped |= "stop_redis".equals(step.before());
        if (!step.path().startsWith(PATH)) {
            return Map.of();
        }
        String[] words = step.path().substring(PATH.length()).split("/", -1);
        List<Boolean> found = lookUps(words[0], List.of(words[1].split("-", -1)));
        int hits = (int) found.stream().filter(hit -> hit).count();
        int misses = found.size() - hits;
        Map<String, Integer> shift = new HashMap<>();
        move(shift, "caffeine", hits, misses, 0);
        if (!stopped) {
            move(shift, "redis", -hits, -misses, 0);
        } else if (!found.isEmpty()) {
            move(shift, "redis", 0, 0, -1); // the first of them fails, and no other is made
        }
        return shift;
    }

    /** Whether each look-up of the operation finds something. */
    private List<Boolean> lookUps(String operation, List<String> asked) {
        return switch (operation) {
            case "get", "get-many" -> asked.stream().map(keys::contains).toList();
            case "get-or-set" -> keys.add(asked.get(0)) ? List.of(false, true) : List.of(true);
            case "set" -> {
                keys.add(asked.get(0));
                yield List.of();
            }
            case "delete" -> {
                keys.remove(asked.get(0));
                yield List.of();
            }
            case "has-key" -> List.of();
            default -> throw new IllegalArgumentException("not in the scenario: " + operation);
        };
    }

    private static void move(Map<String, Integer> shift, String backend, int hits, int misses, int failed) {
        add(shift, "django_cache_get_total", backend, hits + misses + failed);
        add(shift, "django_cache_get_hits_total", backend, hits);
        add(shift, "django_cache_get_misses_total", backend, misses);
        add(shift, "django_cache_get_fail_total", backend, failed);
    }

    private static void add(Map<String, Integer> shift, String family, String backend, int by) {
        if (by != 0) {
            shift.put("%s{backend=\"%s\"}".formatted(family, backend), by);
        }
    }
}
