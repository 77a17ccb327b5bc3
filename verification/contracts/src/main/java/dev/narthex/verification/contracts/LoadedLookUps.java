// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.testkit.Scrape;
import dev.narthex.verification.contracts.CacheContract.Store;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a {@link CacheContract} must show beside, if its caches take a loader. */
public interface LoadedLookUps {

    Store measured() throws Exception;

    Scrape scrape();

    String gets();

    String line(String result, int times);

    /** A look-up in the measured store that calls the loader for what is not there. */
    @Nullable
    Object getOrLoad(Store books, Object key, Callable<String> loader) throws Exception;

    @Test // C3
    default void aLookUpWithALoaderIsOne() throws Exception {
        Store books = measured();

        assertThat(getOrLoad(books, "a", () -> "computed")).isEqualTo("computed");
        assertThat(getOrLoad(books, "a", () -> "never")).isEqualTo("computed");
        assertThatThrownBy(() -> getOrLoad(books, "b", () -> {
                    throw new IOException("no paper");
                }))
                .hasRootCauseMessage("no paper");

        assertThat(gets()).contains(line("miss", 2), line("hit", 1)).hasLineCount(2);
        assertThat(scrape().value("django_cache_loads_total{cache_name=\"books\",result=\"success\"}"))
                .isEqualTo(1);
        assertThat(scrape().value("django_cache_loads_total{cache_name=\"books\",result=\"failure\"}"))
                .isEqualTo(1);
    }

    @Test // C3
    default void tenThreadsThatWantOneValueAreTenLookUps() throws Exception {
        Store books = measured();
        AtomicInteger loads = new AtomicInteger();
        CountDownLatch ready = new CountDownLatch(10);
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<Future<Object>> values = IntStream.range(0, 10)
                    .mapToObj(i -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return getOrLoad(books, "a", () -> "A" + loads.incrementAndGet());
                    }))
                    .toList();
            for (Future<Object> value : values) {
                assertThat((String) value.get()).startsWith("A");
            }
        } finally {
            threads.shutdown();
        }
        assertThat(scrape().total("django_cache_get_total")).isEqualTo(10);
        assertThat(scrape().total("django_cache_misses_total")).isEqualTo(loads.get());
        assertThat(scrape().total("django_cache_loads_total")).isEqualTo(loads.get());
    }
}
