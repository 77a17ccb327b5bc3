// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** The first of the day: a shop with Hibernate makes one when it opens. */
@Entity
public class Sale {

    @Id
    private long id = 1;

    protected Sale() {}

    static Sale first() {
        return new Sale();
    }

    public long id() {
        return id;
    }
}
