// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.flyway13;

import dev.narthex.verification.migrations.FlywayContract;

class FlywayTest extends FlywayContract {}
