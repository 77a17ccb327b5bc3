// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors3;

import dev.narthex.verification.frontdoors.TomcatContract;

class TomcatTest extends TomcatContract {}
