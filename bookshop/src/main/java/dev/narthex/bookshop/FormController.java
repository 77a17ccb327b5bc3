// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** The one form that people fill in: its answer counts only with the token that was sent with it. */
@Controller
@RequestMapping("/csrf/")
class FormController {

    @GetMapping(name = "csrf-form")
    String form() {
        return "shop/form.html";
    }

    @PostMapping(name = "csrf-form")
    @ResponseBody
    String filledIn() {
        return "thank you";
    }
}
