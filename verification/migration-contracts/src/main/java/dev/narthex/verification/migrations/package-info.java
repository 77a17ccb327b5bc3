// SPDX-License-Identifier: Apache-2.0
/** What every line of Flyway and Liquibase must show of migrations, as tests to inherit. */
@NullMarked
package dev.narthex.verification.migrations;

import org.jspecify.annotations.NullMarked;
