// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.parity;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** With what the shop brings itself: H2, SQLite, Caffeine, Ehcache. There is no Redis, so nothing stops it. */
class EmbeddedParityTest extends ParityContract {

    private final DefaultCache lookUps = new DefaultCache();

    EmbeddedParityTest() {
        super("embedded");
    }

    @Override
    List<String> startServers() {
        return List.of("--spring.profiles.active=reference");
    }

    @Override
    void prepare(String before) {
        // what the scenario stops and starts is not there
    }

    @Override
    void stopServers() {
        // none was started
    }

    @Override
    int expectedStatus(Step step) {
        return needsAStoppedRedis(step) ? 200 : step.status();
    }

    /** What fails there for want of a Redis is answered here, and what Redis looks up there, Caffeine looks up here. */
    @Override
    Map<String, Integer> shift(Step step) {
        Map<String, Integer> shift = new HashMap<>(lookUps.shift(step));
        if (needsAStoppedRedis(step)) {
            String byView =
                    "django_http_responses_total_by_status_view_method_total{method=\"%s\",status=\"%d\",view=\"cache-op\"}";
            shift.put("django_http_responses_total_by_status_total{status=\"500\"}", -1);
            shift.put("django_http_responses_total_by_status_total{status=\"200\"}", +1);
            shift.put(byView.formatted(step.method(), 500), -1);
            shift.put(byView.formatted(step.method(), 200), +1);
            shift.put("django_http_exceptions_total_by_type_total{type=\"RedisConnectionFailureException\"}", -1);
            shift.put("django_http_exceptions_total_by_view_total{view=\"cache-op\"}", -1);
        }
        return shift;
    }

    private static boolean needsAStoppedRedis(Step step) {
        return step.status() == 500 && "cache-op".equals(step.view());
    }
}
