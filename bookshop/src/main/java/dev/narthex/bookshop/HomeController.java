// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The shop's front page, and an old address of it. */
@Controller
class HomeController {

    @GetMapping(path = "/", name = "home")
    String home() {
        return "shop/home.html";
    }

    @GetMapping(path = "/redirect/", name = "redirect")
    String redirect() {
        return "redirect:/";
    }
}
