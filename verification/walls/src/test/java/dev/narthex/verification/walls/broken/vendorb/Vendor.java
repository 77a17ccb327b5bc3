// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.walls.broken.vendorb;

/** The room next door. */
public record Vendor(String name) {}
