// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache;

/**
 * Marks a cache whose look-ups are counted already. Another layer leaves it alone, so that one look-up is one look-up through
 * all of them (C15): a manager of Spring over a measured JCache, a composite that hands on the caches of others.
 */
public interface Measured {}
