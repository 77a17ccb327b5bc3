// SPDX-License-Identifier: Apache-2.0
/** What every ORM must show, as tests to inherit, and the library whose entities they change. */
@NullMarked
package dev.narthex.verification.contracts.entities;

import org.jspecify.annotations.NullMarked;
