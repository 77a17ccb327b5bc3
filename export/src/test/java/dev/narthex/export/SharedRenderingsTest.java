// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.core.Application;
import dev.narthex.core.Cube;
import dev.narthex.core.Family;
import dev.narthex.core.Instrumentation;
import dev.narthex.core.Sampled;
import dev.narthex.core.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who asks at once shares (E25), and nobody gets a page from before his question. */
class SharedRenderingsTest {

    private final AtomicInteger readings = new AtomicInteger();
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore mayGoOn = new Semaphore(0);
    private final ExecutorService askers = Executors.newCachedThreadPool();
    private final SharedRenderings renderings = renderings();

    private SharedRenderings renderings() {
        Application application = Application.of(Settings.create());
        application.add(new Instrumentation() {
            @Override
            public String name() {
                return "counted";
            }

            @Override
            public List<Cube<?>> cubes() {
                return List.of();
            }

            @Override
            public List<Family> families() {
                return List.of(new Sampled(
                        "readings", "How often.", Family.Type.GAUGE, List.of(), SharedRenderingsTest.this::read));
            }
        });
        return new SharedRenderings(MetricsPage.of(application));
    }

    private List<Sampled.Sample> read() {
        int reading = readings.incrementAndGet();
        begun.release();
        mayGoOn.acquireUninterruptibly();
        return List.of(new Sampled.Sample(List.of(), reading));
    }

    private String ask() {
        try (SharedRenderings.Share share = renderings.share(PageRequest.plain())) {
            return share.rendered().text();
        }
    }

    @AfterEach
    void stop() {
        mayGoOn.release(1000);
        askers.shutdown();
    }

    @Test
    void fiftyWhoAskDuringOneRenderingShareTheNext() throws Exception {
        Future<String> first = askers.submit(this::ask);
        assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        List<Future<String>> others = new ArrayList<>();
        AtomicInteger asking = new AtomicInteger();
        for (int i = 0; i < 50; i++) {
            others.add(askers.submit(() -> {
                asking.incrementAndGet();
                return ask();
            }));
        }
        while (asking.get() < 50) {
            Thread.onSpinWait();
        }
        mayGoOn.release();
        assertThat(first.get(20, TimeUnit.SECONDS)).contains("readings 1.0");
        assertThat(begun.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
        mayGoOn.release(1000);

        for (Future<String> other : others) {
            assertThat(other.get(20, TimeUnit.SECONDS))
                    .containsPattern("readings [2-9]\\.0")
                    .doesNotContain("readings 1.0");
        }
        assertThat(readings.get()).isLessThan(10);
    }

    @Test
    void whoAsksAfterwardsGetsANewPage() {
        mayGoOn.release(1000);

        assertThat(ask()).contains("readings 1.0");
        assertThat(ask()).contains("readings 2.0");
    }
}
