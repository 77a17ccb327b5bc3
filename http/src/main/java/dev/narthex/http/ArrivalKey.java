// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

/** What is known about a request when it reaches the outer filter. */
record ArrivalKey(HttpMethod method, Scheme scheme) {}
