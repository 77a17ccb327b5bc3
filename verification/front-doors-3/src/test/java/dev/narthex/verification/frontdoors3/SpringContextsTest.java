// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.frontdoors3;

import dev.narthex.verification.frontdoors.SpringContextsContract;

class SpringContextsTest extends SpringContextsContract {}
