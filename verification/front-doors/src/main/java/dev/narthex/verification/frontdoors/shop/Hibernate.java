// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors.shop;

import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** A session factory on a database in memory, with the first sale. On its own, so that a shop without Hibernate never loads it. */
final class Hibernate {

    private Hibernate() {}

    static SessionFactory start() {
        SessionFactory factory = new Configuration()
                .addAnnotatedClass(Sale.class)
                .setProperty("hibernate.connection.url", "jdbc:h2:mem:sales;DB_CLOSE_ON_EXIT=FALSE")
                .setProperty("hibernate.connection.driver_class", "org.h2.Driver")
                .setProperty("hibernate.hbm2ddl.auto", "create")
                .buildSessionFactory();
        factory.inTransaction(session -> session.persist(Sale.first()));
        return factory;
    }
}
