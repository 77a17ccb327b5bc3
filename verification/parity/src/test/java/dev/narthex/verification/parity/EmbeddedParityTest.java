// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.parity;

import java.util.List;
import java.util.Map;

/** With what the shop brings itself: H2, SQLite, Caffeine, Ehcache. There is no Redis, so nothing stops it. */
class EmbeddedParityTest extends ParityContract {

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
        return step.status() == 500 && "cache-op".equals(step.view()) ? 200 : step.status();
    }

    @Override
    Map<String, String> exceptions() {
        return intended.withoutRedis();
    }
}
