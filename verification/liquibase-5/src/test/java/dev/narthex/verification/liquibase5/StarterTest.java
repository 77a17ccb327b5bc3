// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.liquibase5;

import dev.narthex.verification.migrations.LiquibaseStarterContract;

class StarterTest extends LiquibaseStarterContract {}
