// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors.shop;

import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** A session factory on a database in memory. On its own, so that a shop without Hibernate never loads it. */
final class Hibernate {

    private Hibernate() {}

    static SessionFactory start() {
        return new Configuration()
                .setProperty("hibernate.connection.url", "jdbc:h2:mem:")
                .setProperty("hibernate.connection.driver_class", "org.h2.Driver")
                .buildSessionFactory();
    }
}
