// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.liquibase4;

import dev.narthex.verification.migrations.LiquibaseStarterContract;

class StarterTest extends LiquibaseStarterContract {}
