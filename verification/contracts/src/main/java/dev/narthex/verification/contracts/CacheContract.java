// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.narthex.cache.CacheMetrics;
import dev.narthex.core.Application;
import dev.narthex.core.RequestTally.Entry;
import dev.narthex.core.Settings;
import dev.narthex.testkit.Scrape;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every kind of cache must show, through whatever it is measured by: one look-up is one look-up, by what it found. */
public abstract class CacheContract {

    private final Application application = Application.of(Settings.create());
    private final CacheMetrics metrics = CacheMetrics.create(application);

    /** What all caches can do. */
    public interface Store {

        @Nullable
        Object get(Object key) throws Exception;

        void put(Object key, Object value) throws Exception;

        void remove(Object key) throws Exception;
    }

    /** The application's own cache, empty. */
    protected abstract Store bare() throws Exception;

    /** A cache with the name {@code books}, empty and measured by these metrics. */
    protected abstract Store measured(CacheMetrics measuring) throws Exception;

    /** The label of the kind of the cache. */
    public abstract String backend();

    /** From now on every look-up of the key that this returns fails. */
    protected abstract Object breakLookUps() throws Exception;

    /** What has been broken is whole again. */
    protected abstract void mend() throws Exception;

    /** Whether the look-ups of this kind are timed if nobody says anything about it. */
    protected abstract boolean isRemote();

    /** Whether anybody tells that a look-up has failed. */
    protected boolean tellsFailures() {
        return true;
    }

    /** Whether a removal of what is not there is told apart from one of what is. */
    protected boolean tellsWhetherItWasThere() {
        return true;
    }

    public final Store measured() throws Exception {
        return measured(metrics);
    }

    public final Scrape scrape() {
        return Scrape.of(application);
    }

    /** What the look-ups so far have come to. */
    public final String gets() {
        return scrape().family("django_cache_gets_total");
    }

    public final String line(String result, int times) {
        return "django_cache_gets_total{cache_name=\"books\",backend=\"%s\",result=\"%s\"} %d.0\n"
                .formatted(backend(), result, times);
    }

    @Test
    void aLookUpFindsSomethingOrNothing() throws Exception {
        Store books = measured();

        assertThat(books.get("a")).isNull();
        books.put("a", "A");
        assertThat(books.get("a")).isEqualTo("A");
        assertThat(books.get("a")).isEqualTo("A");

        assertThat(gets()).isEqualTo(line("miss", 1) + line("hit", 2));
        assertThat(scrape().value("django_cache_hits_total{cache_name=\"books\"}"))
                .isEqualTo(2);
        assertThat(scrape().value("django_cache_misses_total{cache_name=\"books\"}"))
                .isEqualTo(1);
        assertThat(scrape().value("django_cache_get_total{backend=\"%s\"}".formatted(backend())))
                .isEqualTo(3);
        assertThat(scrape().value("django_cache_sets_total{cache_name=\"books\"}"))
                .isEqualTo(1);
    }

    @Test
    void aRemovalIsADelete() throws Exception {
        Store books = measured();
        books.put("a", "A");
        books.remove("a");
        books.remove("absent");

        assertThat(scrape().value("django_cache_deletes_total{cache_name=\"books\"}"))
                .isEqualTo(tellsWhetherItWasThere() ? 1 : 2);
        assertThat(gets()).isEmpty();
    }

    @Test // C2
    void aLookUpThatFailsIsNeitherAHitNorAMiss() throws Exception {
        Store bare = bare();
        Store books = measured();
        Object key = breakLookUps();
        try {
            assertThat(catchThrowable(() -> bare.get(key))).isNotNull(); // a pool finds its connection broken
            Throwable theirs = catchThrowable(() -> bare.get(key));
            Throwable ours = catchThrowable(() -> books.get(key));

            assertThat(theirs).isNotNull();
            assertThat(ours).hasSameClassAs(theirs).hasMessage(theirs.getMessage());
        } finally {
            mend();
        }
        assertThat(gets()).isEqualTo(tellsFailures() ? line("error", 1) : "");
        assertThat(scrape().family("django_cache_sets_total")).isEmpty();
        assertThat(Objects.requireNonNullElse(books.get("a"), "nothing")).isEqualTo("nothing");
        assertThat(scrape().value("django_cache_misses_total{cache_name=\"books\"}"))
                .isEqualTo(1);
    }

    @Test // C27
    void whatIsBehindANetworkIsTimed() throws Exception {
        Store books = measured();
        books.get("a");
        books.get("b");

        assertThat(scrape().family("django_cache_lookup_seconds").isEmpty()).isNotEqualTo(isRemote());
        if (isRemote()) {
            assertThat(scrape().value("django_cache_lookup_seconds_count{cache_name=\"books\"}"))
                    .isEqualTo(2);
        }
    }

    @Test
    void lookUpsAddToTheRequestOnTheirThread() throws Exception {
        Store books = measured();
        application.tally().open();
        books.get("a");
        books.put("a", "A");
        books.get("a");
        application.tally().close();
        books.get("a");

        assertThat(application.tally().amount(Entry.CACHE_HITS)).isEqualTo(1);
        assertThat(application.tally().amount(Entry.CACHE_MISSES)).isEqualTo(1);
        assertThat(application.tally().amount(Entry.CACHE_ERRORS)).isZero();
    }
}
