// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.boot4;

import dev.narthex.verification.contracts.ServerContract;

class ServerTest extends ServerContract {}
