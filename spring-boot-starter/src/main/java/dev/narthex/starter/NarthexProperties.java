// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.core.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings as Spring properties. What is not set keeps the default of {@link Settings}, which also checks them.
 *
 * @param enabled whether anything of Narthex is configured
 * @param path where the page is served, below the context path
 * @param naming which namings are published: django, otel
 * @param prefix first word of all names under the naming django
 * @param namespace a word of your own in front of all names
 * @param latencyBuckets bounds of the latency histograms in seconds, ascending
 * @param maxCells how many label combinations are kept apart, for each kind of event, before the open ones fold
 * @param http requests and responses
 */
@ConfigurationProperties("narthex")
record NarthexProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String path,
        @Nullable List<String> naming,
        @Nullable String prefix,
        @Nullable String namespace,
        @Nullable List<Double> latencyBuckets,
        @Nullable Integer maxCells,
        @DefaultValue Http http) {

    /**
     * Requests and responses.
     *
     * @param enabled whether requests and responses are measured
     * @param countScrapes whether scrapes are counted as requests
     * @param bodySizes whether body sizes are measured; if not, no request or response is ever wrapped
     */
    record Http(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("false") boolean countScrapes,
            @DefaultValue("true") boolean bodySizes) {}

    Settings settings() {
        Settings.Builder settings =
                Settings.builder().countScrapes(http.countScrapes()).bodySizes(http.bodySizes());
        if (path != null) {
            settings.path(path);
        }
        if (naming != null) {
            settings.naming(naming);
        }
        if (prefix != null) {
            settings.prefix(prefix);
        }
        if (namespace != null) {
            settings.namespace(namespace);
        }
        if (latencyBuckets != null) {
            settings.latencyBuckets(
                    latencyBuckets.stream().mapToDouble(Double::doubleValue).toArray());
        }
        if (maxCells != null) {
            settings.maxCells(maxCells);
        }
        return settings.build();
    }
}
