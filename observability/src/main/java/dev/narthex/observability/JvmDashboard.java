// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import static dev.narthex.observability.Dashboards.rate;
import static dev.narthex.observability.Dashboards.rates;

import dev.narthex.observability.grafana.Dashboard;
import dev.narthex.observability.grafana.Panel;
import dev.narthex.observability.grafana.Variable;

/** The machine below the application, and Narthex itself. */
final class JvmDashboard {

    private JvmDashboard() {}

    static Dashboard create() {
        return Dashboard.named(
                        "jvm",
                        "JVM",
                        "The machine below the application, and Narthex itself. The families are those of Prometheus's client for Java.")
                .choosing(Variable.datasource())
                .choosing(Dashboards.jobsAndInstances("jvm_threads_current"))
                .row("Memory", memory())
                .row("Pauses, threads, CPU", running())
                .row("Narthex itself", narthex());
    }

    private static Panel[] memory() {
        return new Panel[] {
            Panel.graph("Used", "bytes")
                    .asking("sum by (instance, area) (jvm_memory_used_bytes)", "{{area}} {{instance}}"),
            Panel.graph("Heap, of what it may have", "percentunit")
                    .asking(
                            "sum by (instance) (jvm_memory_used_bytes{area=\"heap\"}) / (sum by (instance) (jvm_memory_max_bytes{area=\"heap\"}) > 0)",
                            "{{instance}}")
                    .orangeFrom(0.85)
                    .redFrom(0.95),
            Panel.graph("By pool", "bytes")
                    .asking("sum by (pool) (jvm_memory_pool_used_bytes)", "{{pool}}")
                    .stacked(),
            Panel.graph("Of the process", "bytes").asking("process_resident_memory_bytes", "{{instance}}"),
            Panel.graph("Buffers outside of the heap", "bytes")
                    .asking("sum by (pool) (jvm_buffer_pool_used_bytes)", "{{pool}}"),
            Panel.graph("Classes", "short").asking("jvm_classes_currently_loaded", "{{instance}}")
        };
    }

    private static Panel[] running() {
        return new Panel[] {
            Panel.graph("Collecting garbage", "percentunit")
                    .saying("The share of time; more than a tenth is felt.")
                    .asking(rate("jvm_gc_collection_seconds_sum", "instance, gc"), "{{gc}} {{instance}}")
                    .orangeFrom(0.05)
                    .redFrom(0.1),
            rates("Collections", "ops", "jvm_gc_collection_seconds_count", "gc"),
            Panel.graph("Threads", "short")
                    .asking("sum by (state) (jvm_threads_state)", "{{state}}")
                    .stacked(),
            Panel.graph("Threads that wait for each other", "short")
                    .asking("jvm_threads_deadlocked", "{{instance}}")
                    .redFrom(1),
            Panel.graph("Cores in use", "short").asking(rate("process_cpu_seconds_total", "instance"), "{{instance}}"),
            Panel.graph("Open files", "percentunit")
                    .asking("process_open_fds / process_max_fds", "{{instance}}")
                    .orangeFrom(0.7)
                    .redFrom(0.9),
            Panel.stat("Up for", "s").wide(12).asking("time() - process_start_time_seconds", "{{instance}}")
        };
    }

    private static Panel[] narthex() {
        return new Panel[] {
            Panel.graph("Cells", "short").asking("max by (cube) (narthex_cells)", "{{cube}}"),
            Panel.graph("Counted under <other>", "ops")
                    .asking(rate("narthex_cells_folded_total", "cube"), "{{cube}}")
                    .redFrom(0.001),
            Panel.graph("Failures of ours", "ops")
                    .asking(rate("narthex_instrumentation_errors_total", "instrumentation"), "{{instrumentation}}")
                    .redFrom(0.001),
            Panel.graph("Port of its own", "short")
                    .saying("1 where narthex.export.port is set and the page listens there.")
                    .asking("narthex_server_up", "{{instance}}"),
            Panel.graph("Turned away there", "ops")
                    .asking(rate("narthex_server_turned_away_total", "reason"), "{{reason}}")
                    .redFrom(0.001),
            rates("Scrapes", "ops", "narthex_scrapes_total", "format"),
            Panel.graph("How long the page takes", "s")
                    .saying("As Narthex sees it: until the page is made.")
                    .quantiles(rate("narthex_scrape_duration_seconds_bucket", "le")),
            Panel.graph("How long a scrape takes", "s")
                    .saying("As Prometheus sees it.")
                    .asking("scrape_duration_seconds", "{{instance}}"),
            Panel.graph("Samples of a scrape", "short")
                    .saying("As Prometheus counted them.")
                    .asking("scrape_samples_scraped", "{{instance}}"),
            Panel.table("Versions").wide(12).column("Instances", "short", "count by (version, naming) (narthex_info)")
        };
    }
}
