// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** What was asked for is not in the shop. */
@ResponseStatus(HttpStatus.NOT_FOUND)
class NotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1;
}
