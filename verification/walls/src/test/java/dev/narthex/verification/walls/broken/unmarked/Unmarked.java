// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.walls.broken.unmarked;

/** In a package that nothing says anything about. */
public final class Unmarked {
    private Unmarked() {}
}
