// SPDX-License-Identifier: Apache-2.0
package dev.narthex.bookshop;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;

/** What some books are to cost from now on. */
record NewPrices(List<Price> prices) {

    NewPrices {
        prices = List.copyOf(prices);
    }

    /** The price of one of them; in JSON an array of two. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Price(int price, String isbn) {

        Price {
            requireNonNull(isbn, "isbn");
        }
    }
}
