// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Change;
import dev.narthex.verification.contracts.CacheApplication.Shelf;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;

/** What the starter must show of Spring's caches. */
public abstract class SpringCacheContract extends StarterContract {

    private static final String GETS = "django_cache_gets_total";

    protected SpringCacheContract() {
        super(
                CacheApplication.class,
                "narthex.cache.managers.cellar.enabled=false",
                "narthex.cache.time-in-process=true");
    }

    private Shelf shelf() {
        return context().getBean(Shelf.class);
    }

    @Test // C1, C14: the cache is made by the first call
    void aMethodWhoseResultIsKeptIsOneLookUpACall() throws Exception {
        Change change = during(() -> {
            assertThat(shelf().find("lost")).isNull();
            assertThat(shelf().find("lost")).isNull();
            assertThat(shelf().find("lost")).isNull();
        });

        assertThat(change.samples(GETS)).isEqualTo("""
                %1$s{backend="map",cache_name="books",result="hit"} 2.0
                %1$s{backend="map",cache_name="books",result="miss"} 1.0
                """.formatted(GETS));
        assertThat(change.samples("django_cache_sets_total")).isEqualTo("""
                django_cache_sets_total{cache_name="books"} 1.0
                """);
    }

    @Test // C3
    void aSynchronisedMethodIsOneLookUpACall() throws Exception {
        Change change = during(() -> {
            assertThat(shelf().findOnce("1")).isEqualTo("book 1");
            assertThat(shelf().findOnce("1")).isEqualTo("book 1");
        });

        assertThat(change.samples(GETS)).isEqualTo("""
                %1$s{backend="map",cache_name="slow",result="hit"} 1.0
                %1$s{backend="map",cache_name="slow",result="miss"} 1.0
                """.formatted(GETS));
        assertThat(change.samples("django_cache_loads_total")).isEqualTo("""
                django_cache_loads_total{cache_name="slow",result="success"} 1.0
                """);
    }

    @Test // C27
    void lookUpsInThisProcessAreTimedWhereASettingSaysSo() throws Exception {
        Change change = during(() -> {
            assertThat(shelf().find("timed")).isEqualTo("book timed");
            assertThat(shelf().find("timed")).isEqualTo("book timed");
        });

        assertThat(change.total("django_cache_lookup_seconds_count")).isEqualTo(2);
    }

    @Test
    void putsAndRemovalsAreNoLookUps() throws Exception {
        Change change = during(() -> {
            assertThat(shelf().put("2")).isEqualTo("book 2");
            shelf().remove("2");
        });

        assertThat(change.total("django_cache_sets_total")).isEqualTo(1);
        assertThat(change.total("django_cache_deletes_total")).isEqualTo(1);
        assertThat(change.total(GETS)).isZero();
    }

    @Test
    void aManagerIsStillOfItsOwnClass() {
        assertThat(context().getBean("shelves")).isInstanceOf(ConcurrentMapCacheManager.class);
        assertThat(context().getBean(ConcurrentMapCacheManager.class))
                .isSameAs(context().getBean("shelves"));
    }

    @Test
    void aManagerThatIsSwitchedOffIsTheApplicationsOwn() throws Exception {
        assertThat(context().getBean("cellar").getClass()).isEqualTo(ConcurrentMapCacheManager.class);
        Change change = during(() -> assertThat(Objects.requireNonNull(
                                context().getBean("cellar", CacheManager.class).getCache("wine"))
                        .get("a"))
                .isNull());

        assertThat(change.total(GETS)).isZero();
    }

    @Test
    void aManagerWhoseClassCannotBeKeptIsTheApplicationsOwn() {
        assertThat(context().getBean(CacheApplication.SealedShelves.class).getClass())
                .isEqualTo(CacheApplication.SealedShelves.class);
    }

    @Test
    void cachesCanBeSwitchedOff() throws Exception {
        try (RunningApplication other = start(CacheApplication.class, "narthex.cache.enabled=false")) {
            assertThat(other.context().getBean("shelves").getClass()).isEqualTo(ConcurrentMapCacheManager.class);
            assertThat(other.scrape().families()).isNotEmpty().noneMatch(family -> family.startsWith("django_cache_"));
        }
    }
}
