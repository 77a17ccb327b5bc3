// SPDX-License-Identifier: Apache-2.0
package dev.narthex.starter;

import dev.narthex.core.Endpoint;
import dev.narthex.core.Histograms;
import dev.narthex.core.Secret;
import dev.narthex.core.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings as Spring properties. What is not set keeps the default of {@link Settings}, which also checks them.
 *
 * @param enabled whether anything of Narthex is configured
 * @param naming which namings are published: django, otel
 * @param prefix first word of all names under the naming django
 * @param namespace a word of your own in front of all names
 * @param latencyBuckets bounds of the latency histograms in seconds, ascending
 * @param maxCells how many label combinations are kept apart, for each kind of event, before the open ones fold
 * @param constantLabels labels that every series of every family has
 * @param families which families are published
 * @param export where the page is, and what is on it
 * @param bridge the families of Narthex in the registries that Micrometer feeds
 * @param http requests and responses
 * @param database SQL statements
 * @param cache cache look-ups
 * @param orm entities
 * @param migrations migrations
 */
@ConfigurationProperties("narthex")
record NarthexProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable List<String> naming,
        @Nullable String prefix,
        @Nullable String namespace,
        @Nullable List<Double> latencyBuckets,
        @Nullable Integer maxCells,
        @Nullable Map<String, String> constantLabels,
        @DefaultValue Families families,
        @DefaultValue Export export,
        @DefaultValue Bridge bridge,
        @DefaultValue Http http,
        @DefaultValue Database database,
        @DefaultValue Cache cache,
        @DefaultValue Orm orm,
        @DefaultValue Migrations migrations) {

    /**
     * Which families are published.
     *
     * @param include the only ones, by name, * for any characters; all if empty
     * @param exclude those that are not, by name, * for any characters
     */
    record Families(
            @DefaultValue List<String> include,
            @DefaultValue List<String> exclude) {}

    /**
     * Where the page is, and what is on it beside the families of Narthex.
     *
     * @param path where the page is served, below the context path
     * @param defaultRegistry whether custom metrics in the default registry of client_java are on the page
     * @param jvm whether the JVM and its process are on the page
     * @param micrometer whether registries that Micrometer feeds are on the page
     * @param collectorTimeoutSeconds how long a scrape waits for one collector
     * @param histograms what distributions are published as
     * @param exemplars whether latencies have exemplars where the application is traced
     * @param live whether the live page is served, below the page
     * @param port a port of the page's own, the first free one of a range, or 0 for any
     * @param address what that port is bound to
     * @param inApplication whether the page is served on its path in the application
     * @param username the name that whoever asks must send
     * @param password the password that whoever asks must send
     * @param passwordFile a file with that password
     * @param bearerToken the token that whoever asks must send
     * @param bearerTokenFile a file with that token
     * @param tls how a port of the page's own is encrypted
     */
    record Export(
            @Nullable String path,
            @DefaultValue("true") boolean defaultRegistry,
            @DefaultValue("true") boolean jvm,
            @DefaultValue("false") boolean micrometer,
            @DefaultValue("5") double collectorTimeoutSeconds,
            @DefaultValue("classic") Histograms histograms,
            @DefaultValue("true") boolean exemplars,
            @DefaultValue("false") boolean live,
            @Nullable String port,
            @Nullable String address,
            @DefaultValue("true") boolean inApplication,
            @Nullable String username,
            @Nullable Secret password,
            @Nullable Path passwordFile,
            @Nullable Secret bearerToken,
            @Nullable Path bearerTokenFile,
            @DefaultValue Tls tls) {

        /**
         * How a port of the page's own is encrypted.
         *
         * @param keystore a file with key and certificates
         * @param keystorePassword what opens it
         * @param keystoreType how it is written
         * @param truststore a file with the certificates that clients must have or be signed by
         * @param truststorePassword what opens it
         * @param truststoreType how it is written
         */
        record Tls(
                @Nullable Path keystore,
                @Nullable Secret keystorePassword,
                @DefaultValue("PKCS12") String keystoreType,
                @Nullable Path truststore,
                @Nullable Secret truststorePassword,
                @DefaultValue("PKCS12") String truststoreType) {

            void addTo(Endpoint.Builder endpoint) {
                endpoint.keystoreType(keystoreType).truststoreType(truststoreType);
                if (keystore != null) {
                    endpoint.keystore(keystore);
                }
                if (keystorePassword != null) {
                    endpoint.keystorePassword(keystorePassword);
                }
                if (truststore != null) {
                    endpoint.truststore(truststore);
                }
                if (truststorePassword != null) {
                    endpoint.truststorePassword(truststorePassword);
                }
            }
        }

        Endpoint endpoint() {
            Endpoint.Builder endpoint = Endpoint.builder().inApplication(inApplication);
            if (port != null) {
                endpoint.port(port);
            }
            if (address != null) {
                endpoint.address(address);
            }
            if (username != null) {
                endpoint.username(username);
            }
            if (password != null) {
                endpoint.password(password);
            }
            if (passwordFile != null) {
                endpoint.passwordFile(passwordFile);
            }
            if (bearerToken != null) {
                endpoint.bearerToken(bearerToken);
            }
            if (bearerTokenFile != null) {
                endpoint.bearerTokenFile(bearerTokenFile);
            }
            tls.addTo(endpoint);
            return endpoint.build();
        }
    }

    /**
     * The families of Narthex in the registries that Micrometer feeds.
     *
     * @param enabled whether Actuator's endpoint shows them
     */
    record Bridge(@DefaultValue("true") boolean enabled) {}

    /**
     * Requests and responses.
     *
     * @param enabled whether requests and responses are measured
     * @param countScrapes whether scrapes are counted as requests
     * @param bodySizes whether body sizes are measured; if not, no request or response is ever wrapped
     * @param bodyBuckets bounds of the body size histograms in bytes, ascending
     */
    record Http(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("false") boolean countScrapes,
            @DefaultValue("true") boolean bodySizes,
            @Nullable List<Double> bodyBuckets) {}

    /**
     * SQL statements.
     *
     * @param enabled whether data sources are measured
     * @param fetchTime whether the time that the application takes to fetch results is measured
     * @param sources by the name of a data source's bean
     */
    record Database(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("false") boolean fetchTime,
            @Nullable Map<String, Source> sources) {

        /**
         * One data source.
         *
         * @param enabled whether its statements are measured
         * @param alias what the label alias shows; the bean's name, and default for the primary one, if it is not set
         */
        record Source(
                @DefaultValue("true") boolean enabled,
                @Nullable String alias) {}
    }

    /**
     * Cache look-ups.
     *
     * @param enabled whether caches are measured
     * @param timeInProcess whether look-ups in caches of this process are timed; those over a network always are
     * @param managers by the name of a manager's bean
     */
    record Cache(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("false") boolean timeInProcess,
            @Nullable Map<String, Switch> managers) {

        /**
         * One manager of caches.
         *
         * @param enabled whether its caches are measured
         */
        record Switch(@DefaultValue("true") boolean enabled) {}
    }

    /**
     * Entities.
     *
     * @param enabled whether what is done to entities is measured
     * @param onlyAnnotated whether only those are measured whose class says so
     */
    record Orm(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("false") boolean onlyAnnotated) {}

    /**
     * Migrations.
     *
     * @param enabled whether migrations are read
     * @param intervalSeconds how long after one reading the next one begins
     * @param timeoutSeconds how long a reading may take
     * @param flywayTables history tables of Flyway where no bean migrates, by the alias of the data source
     * @param liquibaseTables history tables of Liquibase where no bean migrates, by the alias of the data source
     */
    record Migrations(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("60") double intervalSeconds,
            @DefaultValue("10") double timeoutSeconds,
            @DefaultValue Map<String, String> flywayTables,
            @DefaultValue Map<String, String> liquibaseTables) {}

    Settings settings() {
        Settings.Builder settings =
                Settings.builder().countScrapes(http.countScrapes()).bodySizes(http.bodySizes());
        settings.fetchTime(database.fetchTime());
        settings.includeFamilies(families.include()).excludeFamilies(families.exclude());
        settings.defaultRegistry(export.defaultRegistry())
                .jvm(export.jvm())
                .collectorTimeoutSeconds(export.collectorTimeoutSeconds())
                .histograms(export.histograms())
                .exemplars(export.exemplars())
                .live(export.live())
                .endpoint(export.endpoint());
        settings.timeInProcessCaches(cache.timeInProcess());
        settings.entities(orm.enabled()).onlyAnnotatedEntities(orm.onlyAnnotated());
        settings.migrationsIntervalSeconds(migrations.intervalSeconds())
                .migrationsTimeoutSeconds(migrations.timeoutSeconds());
        if (constantLabels != null) {
            settings.constantLabels(constantLabels);
        }
        if (http.bodyBuckets() != null) {
            settings.bodyBuckets(numbers(http.bodyBuckets()));
        }
        if (export.path() != null) {
            settings.path(export.path());
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
            settings.latencyBuckets(numbers(latencyBuckets));
        }
        if (maxCells != null) {
            settings.maxCells(maxCells);
        }
        return settings.build();
    }

    private static double[] numbers(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
