// SPDX-License-Identifier: Apache-2.0
package dev.narthex.cache.spring;

/** Marks what is measured already: a composite manager hands on the caches of others, and none is counted twice (C15). */
interface Measured {}
