// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import static org.springframework.web.bind.annotation.RequestMethod.GET;
import static org.springframework.web.bind.annotation.RequestMethod.PATCH;

import java.util.Map;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** For other programs: whether the shop is there. */
@RestController
class ApiController {

    @RequestMapping(
            path = "/api/ping/",
            name = "api:ping",
            method = {GET, PATCH})
    Map<String, Boolean> ping() {
        return Map.of("pong", true);
    }
}
