// SPDX-License-Identifier: Apache-2.0
/** Hibernate 6.6 and 7, which finds {@code HibernateIntegrator} by itself. */
@NullMarked
package dev.narthex.orm.hibernate;

import org.jspecify.annotations.NullMarked;
