// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.sql;

import com.p6spy.engine.common.StatementInformation;
import com.p6spy.engine.event.SimpleJdbcEventListener;
import com.p6spy.engine.spy.P6DataSource;
import dev.narthex.core.Application;
import dev.narthex.core.Settings;
import dev.narthex.core.Ticker;
import dev.narthex.database.SqlMetrics;
import dev.narthex.database.jdbc.MeasuredDataSource;
import dev.narthex.export.MetricsPage;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.exporter.prometheus.PrometheusMetricReader;
import io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.listener.SingleQueryCountHolder;
import net.ttddyy.dsproxy.proxy.GlobalConnectionIdManager;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import net.ttddyy.observation.tracing.DataSourceObservationListener;
import org.jspecify.annotations.Nullable;

/** What stands in front of a driver to measure its statements, each configured as its users configure it for metrics. */
public enum Wrapper {
    /** Nothing. */
    BARE {
        @Override
        Wrapped wrap(DataSource bare) {
            return new Wrapped(bare, () -> 0);
        }
    },

    /** This project, with its defaults. */
    NARTHEX {
        @Override
        Wrapped wrap(DataSource bare) {
            Application application = Application.of(Settings.create(), Ticker.system());
            MetricsPage page = MetricsPage.of(application);
            return new Wrapped(MeasuredDataSource.wrap("default", bare, SqlMetrics.create(application)), () -> {
                try (MetricsPage.Rendered rendered = page.render()) {
                    return sum(rendered.text(), "django_db_query_duration_seconds_count");
                }
            });
        }
    },

    /** With its own counts: of all queries, by kind, and their milliseconds. It has no histogram. */
    DATASOURCE_PROXY {
        @Override
        Wrapped wrap(DataSource bare) {
            SingleQueryCountHolder counts = new SingleQueryCountHolder();
            DataSource measured = ProxyDataSourceBuilder.create("default", bare)
                    .countQuery(counts)
                    .build();
            return new Wrapped(
                    measured, () -> counts.getOrCreateQueryCount("default").getTotal());
        }
    },

    /** Without its log, which is most of it: a listener that counts executions and their nanoseconds, no histogram. */
    P6SPY {
        @Override
        Wrapped wrap(DataSource bare) {
            P6Counts counts = new P6Counts();
            P6DataSource measured = new P6DataSource(bare);
            measured.setJdbcEventListenerFactory(() -> counts);
            return new Wrapped(measured, counts.executions::sum);
        }
    },

    /** As its Spring Boot starter sets it up by default, observations into a registry for Prometheus. */
    DATASOURCE_MICROMETER {
        @Override
        Wrapped wrap(DataSource bare) {
            PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
            ObservationRegistry observations = ObservationRegistry.create();
            observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
            DataSourceObservationListener listener = new DataSourceObservationListener(observations);
            DataSource measured = ProxyDataSourceBuilder.create("default", bare)
                    .listener(listener)
                    .methodListener(listener)
                    .connectionIdManager(new GlobalConnectionIdManager())
                    .proxyResultSet()
                    .build();
            return new Wrapped(measured, () -> sum(meters.scrape(), "jdbc_query_seconds_count"));
        }
    },

    /** The library's data source, for metrics only: no span is sampled. Read by a reader for Prometheus. */
    OPENTELEMETRY {
        @Override
        Wrapped wrap(DataSource bare) {
            System.setProperty("otel.semconv-stability.opt-in", "database"); // without it there is no metric
            PrometheusMetricReader reader = PrometheusMetricReader.create();
            OpenTelemetry telemetry = OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .setSampler(Sampler.alwaysOff())
                            .build())
                    .setMeterProvider(SdkMeterProvider.builder()
                            .registerMetricReader(reader)
                            .build())
                    .build();
            return new Wrapped(
                    JdbcTelemetry.create(telemetry).wrap(bare),
                    () -> sum(page(reader), "db_client_operation_duration_seconds_count"));
        }
    };

    abstract Wrapped wrap(DataSource bare);

    /**
     * A data source that is measured.
     *
     * @param dataSource what the application uses
     * @param executions how many executions have been recorded
     */
    record Wrapped(DataSource dataSource, LongSupplier executions) {}

    /** The sum of the samples of one name on a page. */
    private static long sum(String page, String name) {
        return page.lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static String page(PrometheusMetricReader reader) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, reader.collect());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static final class P6Counts extends SimpleJdbcEventListener {

        private final LongAdder executions = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        @Override
        public void onAfterAnyExecute(StatementInformation statement, long elapsed, @Nullable SQLException thrown) {
            executions.increment();
            nanos.add(elapsed);
        }
    }
}
