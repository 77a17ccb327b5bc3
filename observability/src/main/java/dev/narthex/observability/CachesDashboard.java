// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability;

import static dev.narthex.observability.Dashboards.rate;
import static dev.narthex.observability.Dashboards.rates;

import dev.narthex.observability.grafana.Dashboard;
import dev.narthex.observability.grafana.Panel;

/** Do the caches help? And what becomes of the entities? */
final class CachesDashboard {

    private static final String GETS = "django_cache_gets_total";

    private CachesDashboard() {}

    static Dashboard create() {
        return Dashboards.django(
                        "caches-and-entities",
                        "Caches and entities",
                        "Do the caches help? And what becomes of the entities?")
                .row("Caches", caches())
                .row("Kinds of caches, and views", kindsAndViews())
                .row("Entities", entities());
    }

    private static Panel[] caches() {
        String lookup = "django_cache_lookup_seconds_bucket";
        return new Panel[] {
            Panel.graph("Hits", "percentunit")
                    .asking(
                            rate(GETS + "{result=\"hit\"}", "cache_name") + " / ("
                                    + rate(GETS + "{result=~\"hit|miss\"}", "cache_name") + " > 0)",
                            "{{cache_name}}")
                    .orangeFrom(0.5)
                    .greenFrom(0.8),
            rates("Look-ups", "ops", GETS, "cache_name, result").stacked(),
            Panel.graph("Failed", "percentunit")
                    .asking(
                            rate(GETS + "{result=\"error\"}", "cache_name") + " / (" + rate(GETS, "cache_name")
                                    + " > 0)",
                            "{{cache_name}}")
                    .redFrom(0.05),
            Panel.graph("How long a look-up takes", "s")
                    .saying("Remote caches; others by a setting.")
                    .quantiles(rate(lookup, "le")),
            Panel.heatmap("How long a look-up takes", "s").asking(rate(lookup, "le"), "{{le}}"),
            Panel.graph("Put and removed", "ops")
                    .asking(rate("django_cache_sets_total", "cache_name"), "put {{cache_name}}")
                    .asking(rate("django_cache_deletes_total", "cache_name"), "removed {{cache_name}}"),
            rates("Given up by the cache", "ops", "django_cache_evictions_total", "cache_name, cause"),
            rates("Loaded", "ops", "django_cache_loads_total", "cache_name, result"),
            Panel.graph("Entries", "short").asking("sum by (cache_name) (django_cache_entries)", "{{cache_name}}")
        };
    }

    private static Panel[] kindsAndViews() {
        return new Panel[] {
            Panel.graph("By kind of cache", "ops")
                    .asking(rate("django_cache_get_total", "backend"), "all {{backend}}")
                    .asking(rate("django_cache_get_hits_total", "backend"), "hits {{backend}}")
                    .asking(rate("django_cache_get_misses_total", "backend"), "misses {{backend}}")
                    .asking(rate("django_cache_get_fail_total", "backend"), "failed {{backend}}"),
            Panel.graph("By cache", "ops")
                    .asking(rate("django_cache_hits_total", "cache_name"), "hits {{cache_name}}")
                    .asking(rate("django_cache_misses_total", "cache_name"), "misses {{cache_name}}"),
            rates("Views that caches work for", "ops", "django_http_view_cache_gets_total", "view, result")
                    .stacked()
        };
    }

    private static Panel[] entities() {
        return new Panel[] {
            rates("Inserted", "ops", "django_model_inserts_total", "model").stacked(),
            rates("Updated", "ops", "django_model_updates_total", "model").stacked(),
            rates("Deleted", "ops", "django_model_deletes_total", "model").stacked(),
            rates("Inserted or updated", "ops", "django_model_upserts_total", "model")
                    .stacked(),
            rates("Read", "ops", "django_model_loads_total", "model").stacked(),
            rates("Rolled back", "ops", "django_model_rolled_back_total", "model, operation"),
            rates("Statements for many at once", "ops", "django_model_bulk_operations_total", "model, operation")
        };
    }
}
