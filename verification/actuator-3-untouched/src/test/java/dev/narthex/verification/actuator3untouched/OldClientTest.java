// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.actuator3untouched;

import dev.narthex.verification.contracts.OldClientContract;

class OldClientTest extends OldClientContract {}
