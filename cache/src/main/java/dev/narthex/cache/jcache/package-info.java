/** JCache (JSR-107) used by itself: Ehcache, Caffeine's provider and others, behind {@code javax.cache}. */
@NullMarked
package dev.narthex.cache.jcache;

import org.jspecify.annotations.NullMarked;
