// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.walls.broken.vendora;

import dev.narthex.verification.walls.broken.vendorb.Vendor;

/** Looks into the room next door. */
public record KnowsAnotherVendor(Vendor vendor) {}
