// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** An application with two managers of caches, one of which is not measured. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableCaching
@Import(CacheApplication.Shelf.class)
class CacheApplication {

    @Bean
    @Primary
    ConcurrentMapCacheManager shelves() {
        return new ConcurrentMapCacheManager();
    }

    @Bean
    ConcurrentMapCacheManager cellar() {
        return new ConcurrentMapCacheManager();
    }

    @Bean
    SealedShelves sealedShelves() {
        return new SealedShelves();
    }

    /** A manager that no proxy can extend. */
    static final class SealedShelves extends ConcurrentMapCacheManager {}

    /** Methods whose results are kept. */
    static class Shelf {

        @Cacheable("books")
        public @Nullable String find(String isbn) {
            return isbn.equals("lost") ? null : "book " + isbn;
        }

        @Cacheable(cacheNames = "slow", sync = true)
        public String findOnce(String isbn) {
            return "book " + isbn;
        }

        @CachePut("books")
        public String put(String isbn) {
            return "book " + isbn;
        }

        @CacheEvict("books")
        public void remove(String isbn) {
            // the annotation does it
        }
    }
}
