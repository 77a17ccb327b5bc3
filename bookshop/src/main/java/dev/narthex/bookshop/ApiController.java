// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import static org.springframework.web.bind.annotation.RequestMethod.GET;
import static org.springframework.web.bind.annotation.RequestMethod.PATCH;

import java.util.Map;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** For other programs: whether the shop is there. Counted and timed by the shop itself, see {@link ShopMetrics}. */
@RestController
class ApiController {

    private static final String PING = "/api/ping/";

    @RequestMapping(
            path = PING,
            name = "api:ping",
            method = {GET, PATCH})
    Map<String, Boolean> ping(HttpMethod method) {
        ShopMetrics.API_REQUESTS.labelValues(PING, method.name()).inc();
        return ShopMetrics.PROCESSING.labelValues(PING).time(() -> Map.of("pong", true));
    }
}
