// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.actuator3;

import dev.narthex.verification.contracts.ActuatorContract;

class ActuatorTest extends ActuatorContract {}
