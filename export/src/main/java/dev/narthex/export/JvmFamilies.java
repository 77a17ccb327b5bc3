// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export;

import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmNativeMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The families of the JVM and of its process, by client_java's own instrumentation, unchanged. All of it but {@code
 * jvm_memory_pool_allocated_bytes_total}: that one listens to the JVM's collector and cannot be told to stop, so a web
 * application that had it would never be unloaded. Made at the first scrape: it wakes the whole of the JVM's management, a
 * quarter of what this project would add to an application's start. Thread-safe.
 */
final class JvmFamilies implements Supplier<PrometheusRegistry> {

    /** Guarded by this. */
    private @Nullable PrometheusRegistry made;

    /** A registry that has these alone. */
    @Override
    public synchronized PrometheusRegistry get() {
        if (made == null) {
            made = registry();
        }
        return made;
    }

    private static PrometheusRegistry registry() {
        PrometheusRegistry registry = new PrometheusRegistry();
        JvmBufferPoolMetrics.builder().register(registry);
        JvmClassLoadingMetrics.builder().register(registry);
        JvmCompilationMetrics.builder().register(registry);
        JvmGarbageCollectorMetrics.builder().register(registry);
        JvmMemoryMetrics.builder().register(registry);
        JvmNativeMemoryMetrics.builder().register(registry);
        JvmRuntimeInfoMetric.builder().register(registry);
        JvmThreadsMetrics.builder().register(registry);
        ProcessMetrics.builder().register(registry);
        return registry;
    }
}
