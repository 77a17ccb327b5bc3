// SPDX-License-Identifier: Apache-2.0
package dev.narthex.export.live;

import io.prometheus.metrics.model.snapshots.Labels;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/** What the live page shows of the JVM, from its own beans. Thread-safe. */
final class JvmNumbers {

    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Takes one value. */
    interface Sink {
        void see(String name, Labels labels, double value);
    }

    /** Reads all; what the JVM does not know is left out. */
    void read(Sink sink) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        see(sink, "jvm_heap_used_bytes", (double) heap.getUsed());
        see(sink, "jvm_heap_committed_bytes", (double) heap.getCommitted());
        see(sink, "jvm_heap_max_bytes", (double) heap.getMax());
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            Labels labels = Labels.of("gc", collector.getName());
            if (collector.getCollectionCount() >= 0) {
                sink.see("jvm_gc_collections_total", labels, (double) collector.getCollectionCount());
                sink.see("jvm_gc_seconds_total", labels, collector.getCollectionTime() / MILLIS_PER_SECOND);
            }
        }
        see(sink, "jvm_threads", ManagementFactory.getThreadMXBean().getThreadCount());
        see(sink, "jvm_processors", Runtime.getRuntime().availableProcessors());
        see(sink, "jvm_uptime_seconds", ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS_PER_SECOND);
        sink.see("jvm_info", Labels.of("version", Runtime.version().toString()), 1);
        ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .ifPresent(cpu -> see(sink, "jvm_cpu_seconds_total", cpu.toNanos() / NANOS_PER_SECOND));
    }

    private static void see(Sink sink, String name, double value) {
        if (value >= 0) {
            sink.see(name, Labels.EMPTY, value);
        }
    }
}
