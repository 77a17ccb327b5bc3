// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

/**
 * What is known about a request when it passes the inner filter.
 *
 * @param method the method at arrival
 * @param transport the scheme as it is now: a filter for forwarded headers may have changed it (A46)
 * @param ajax whether it says that a script sent it
 */
record EntryKey(HttpMethod method, Scheme transport, boolean ajax) {}
