// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.flyway11;

import dev.narthex.verification.migrations.FlywayStarterContract;

class StarterTest extends FlywayStarterContract {}
