// SPDX-License-Identifier: Apache-2.0
package dev.narthex.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static Settings from(String name, String value) {
        return Settings.from(Map.of(name, value)::get);
    }

    @Test
    void defaultsAreThoseOfDjangoPrometheus() {
        Settings settings = Settings.create();

        assertThat(settings.namings()).containsExactly(Naming.DJANGO);
        assertThat(settings.path()).isEqualTo("/metrics");
        assertThat(settings.maxCells()).isEqualTo(10_000);
        assertThat(settings.latencyBuckets().size()).isEqualTo(17);
        assertThat(settings.wireName(Naming.DJANGO, "x_total")).isEqualTo("django_x_total");
        assertThat(settings.wireName(Naming.OTEL, "x")).isEqualTo("x");
    }

    @Test
    void namespaceStandsInFrontOfEveryNaming() {
        Settings settings = from("narthex.namespace", "shop");

        assertThat(settings.wireName(Naming.DJANGO, "x_total")).isEqualTo("shop_django_x_total");
        assertThat(settings.wireName(Naming.OTEL, "x")).isEqualTo("shop_x");
    }

    @Test
    void everySettingHasOneNameInTheEnvironment() {
        assertThat(Settings.environmentName("narthex.latency-buckets")).isEqualTo("NARTHEX_LATENCY_BUCKETS");
        assertThat(Settings.environmentName("narthex.http.count-scrapes")).isEqualTo("NARTHEX_HTTP_COUNT_SCRAPES");
    }

    @Test
    void severalNamingsAreNormal() {
        assertThat(from("narthex.naming", "django, otel").namings()).containsExactly(Naming.DJANGO, Naming.OTEL);
    }

    @Test
    void boundsAreSecondsInText() {
        Buckets buckets = from("narthex.latency-buckets", "0.1, 0.5,1").latencyBuckets();

        assertThat(buckets.size()).isEqualTo(4);
        assertThat(buckets.bound(1)).isEqualTo(500_000_000);
    }

    @Test
    void bodyBoundsAreBytesInText() {
        Buckets buckets = from("narthex.http.body-buckets", "0, 1024,1048576").bodyBuckets();

        assertThat(buckets.size()).isEqualTo(4);
        assertThat(buckets.bound(1)).isEqualTo(1024);
        assertThat(Settings.create().bodyBuckets().size()).isEqualTo(32);
    }

    @Test
    void theLivePageIsOffAndReadsTheSameWhateverIsPublished() {
        assertThat(Settings.create().live()).isFalse();
        Settings settings = Settings.from(Map.of(
                "narthex.export.live", "true",
                "narthex.export.path", "/internal/metrics",
                "narthex.naming", "otel",
                "narthex.namespace", "shop",
                "narthex.prefix", "acme",
                "narthex.families.exclude", "*",
                "narthex.constant-labels", "app=shop",
                "narthex.latency-buckets", "1, 2")::get);

        assertThat(settings.livePath()).isEqualTo("/internal/metrics/live");
        Settings watched = settings.watched();
        assertThat(watched.namings()).containsExactly(Naming.DJANGO);
        assertThat(watched.wireName(Naming.DJANGO, "x_total")).isEqualTo("django_x_total");
        assertThat(watched.publishes("django_x_total")).isTrue();
        assertThat(watched.constantLabels()).isEmpty();
        assertThat(watched.latencyBuckets().size()).isEqualTo(62);
    }

    @Test
    void onlyWhereTheLivePageIsOnThereAreFamiliesForIt() {
        Family family = Rollup.counter(Measure.count("visits", Unit.ONE), "visits_total", "Visits.");

        assertThat(FeatureFamilies.of(Settings.create(), settings -> List.of(family))
                        .watched())
                .isEmpty();
        assertThat(FeatureFamilies.of(Settings.builder().live(true).build(), settings -> List.of(family))
                        .all())
                .containsExactly(family, family);
    }

    @Test
    void constantLabelsKeepTheirOrder() {
        assertThat(from("narthex.constant-labels", "region=eu, app=shop=1").constantLabels())
                .containsExactly(Map.entry("region", "eu"), Map.entry("app", "shop=1"));
        assertThat(Settings.create().constantLabels()).isEmpty();
    }

    @Test
    void familiesAreChosenByListsWithStars() {
        Settings settings = Settings.from(Map.of(
                "narthex.families.include", "django_http_*, jvm_info",
                "narthex.families.exclude", "*_ajax_*")::get);

        assertThat(settings.publishes("django_http_requests_total")).isTrue();
        assertThat(settings.publishes("jvm_info")).isTrue();
        assertThat(settings.publishes("jvm_info_more")).isFalse();
        assertThat(settings.publishes("narthex_cells")).isFalse();
        assertThat(settings.publishes("django_http_ajax_requests_total")).isFalse();
        assertThat(Settings.create().publishes("anything")).isTrue();
    }

    @Test
    void pageIsSetInText() {
        Settings settings = Settings.from(Map.of(
                "narthex.export.default-registry", "false",
                "narthex.export.jvm", "FALSE",
                "narthex.export.collector-timeout-seconds", "0.25")::get);

        assertThat(settings.defaultRegistry()).isFalse();
        assertThat(settings.jvm()).isFalse();
        assertThat(settings.collectorTimeout()).isEqualTo(Duration.ofMillis(250));
    }

    @Test
    void cachesOfThisProcessAreTimedIfSomebodySaysSo() {
        assertThat(Settings.create().timeInProcessCaches()).isFalse();
        assertThat(from("narthex.cache.time-in-process", "true").timeInProcessCaches())
                .isTrue();
    }

    @Test
    void histogramsAreClassicUnlessSomebodySaysOtherwise() {
        assertThat(Settings.create().histograms()).isEqualTo(Histograms.CLASSIC);
        assertThat(from("narthex.export.histograms", "Both").histograms()).isEqualTo(Histograms.BOTH);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "narthex.latency-buckets | 0.5, 0.1 | narthex.latency-buckets must ascend: 0.5, 0.1; write each bound once, smallest first",
                "narthex.latency-buckets | 1, 1 | narthex.latency-buckets must ascend: 1.0, 1.0; write each bound once, smallest first",
                "narthex.latency-buckets | -1, 1 | narthex.latency-buckets must be positive numbers of seconds: -1.0, 1.0; +Inf is added by itself; write the finite bounds alone",
                "narthex.latency-buckets | 1, Infinity | narthex.latency-buckets must be positive numbers of seconds: 1.0, Infinity; +Inf is added by itself; write the finite bounds alone",
                "narthex.latency-buckets | fast | narthex.latency-buckets must be numbers of seconds: fast; separate them with commas: 0.1, 0.5, 1",
                "narthex.http.body-buckets | 10, 5 | narthex.http.body-buckets must ascend: 10.0, 5.0; write each bound once, smallest first",
                "narthex.http.body-buckets | -1 | narthex.http.body-buckets must be finite numbers of bytes: -1.0; +Inf is added by itself; write the finite bounds alone",
                "narthex.http.body-buckets | big | narthex.http.body-buckets must be numbers of bytes: big; separate them with commas: 0, 1024, 65536",
                "narthex.constant-labels | shop | narthex.constant-labels must be names with values: 'shop'; write app=shop, region=eu",
                "narthex.constant-labels | app= | narthex.constant-labels must have values: 'app'; an empty value is no label to Prometheus; leave it out",
                "narthex.constant-labels | le=1 | narthex.constant-labels must be names that are free for use: 'le'; use letters, digits and underscores, no digit and no two underscores in front, and none of le, quantile, job, instance",
                "narthex.constant-labels | __a=1 | narthex.constant-labels must be names that are free for use: '__a'; use letters, digits and underscores, no digit and no two underscores in front, and none of le, quantile, job, instance",
                "narthex.families.exclude | a b | narthex.families.exclude must be names of families: 'a b'; separate them with commas; * stands for any characters: django_http_*",
                "narthex.families.include | '' | narthex.families.include must be names of families: ''; separate them with commas; * stands for any characters: django_http_*",
                "narthex.export.jvm | maybe | narthex.export.jvm must be true or false: maybe; write one of the two",
                "narthex.export.histograms | sparse | narthex.export.histograms must be known: 'sparse'; write one of classic, native, both",
                "narthex.export.collector-timeout-seconds | 0 | narthex.export.collector-timeout-seconds must be from 0.001 to 3600: 0.0; the default is 5",
                "narthex.migrations.interval-seconds | 0 | narthex.migrations.interval-seconds must be from 0.001 to 86400: 0.0; the default is 60",
                "narthex.migrations.timeout-seconds | 7200 | narthex.migrations.timeout-seconds must be from 0.001 to 3600: 7200.0; the default is 10",
                "narthex.export.collector-timeout-seconds | soon | narthex.export.collector-timeout-seconds must be numbers of seconds: soon; separate them with commas: 0.1, 0.5, 1",
                "narthex.naming | flask | narthex.naming must be known: 'flask'; known namings: django, otel",
                "narthex.export.path | metrics | narthex.export.path must start with a slash: metrics; write /metrics",
                "narthex.export.path | /metrics/* | narthex.export.path must be a plain path below the root: /metrics/*; use letters, digits and . _ ~ - between slashes, as in /metrics",
                "narthex.export.path | / | narthex.export.path must be a plain path below the root: /; use letters, digits and . _ ~ - between slashes, as in /metrics",
                "narthex.namespace | my-shop | narthex.namespace must be a metric name: 'my-shop'; use letters, digits and underscores, and no digit in front",
                "narthex.prefix | 9lives | narthex.prefix must be a metric name: '9lives'; use letters, digits and underscores, and no digit in front",
                "narthex.max-cells | 0 | narthex.max-cells must be positive: 0; the default is 10000",
                "narthex.max-cells | many | narthex.max-cells must be a whole number: many; the default is 10000",
                "narthex.http.count-scrapes | yes | narthex.http.count-scrapes must be true or false: yes; write one of the two",
            })
    void badSettingNamesThePropertyTheValueAndTheCure(String name, String value, String message) {
        assertThatThrownBy(() -> from(name, value))
                .isInstanceOf(SettingException.class)
                .hasMessage(message);
    }
}
