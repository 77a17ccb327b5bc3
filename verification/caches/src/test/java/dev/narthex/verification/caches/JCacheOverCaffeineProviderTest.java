// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.caches;

class JCacheOverCaffeineProviderTest extends JCacheContract {

    JCacheOverCaffeineProviderTest() {
        super("com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider", "caffeine");
    }
}
