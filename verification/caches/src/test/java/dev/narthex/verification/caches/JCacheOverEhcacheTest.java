// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.caches;

class JCacheOverEhcacheTest extends JCacheContract {

    JCacheOverEhcacheTest() {
        super("org.ehcache.jsr107.EhcacheCachingProvider", "ehcache");
    }
}
