// SPDX-License-Identifier: Apache-2.0
package dev.narthex.benchmarks.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application that whole processes are compared with. */
class BookApplicationTest {

    @Test
    void answersWithABookFromItsDatabase() throws Exception {
        try (ConfigurableApplicationContext application =
                SpringApplication.run(BookApplication.class, "--server.port=0")) {
            String port = application.getEnvironment().getProperty("local.server.port");
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/books/42"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"id\":42,\"title\":\"Book 42\",\"price\":1042}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dev.narthex.core.Application",
                "io.micrometer.core.instrument.MeterRegistry",
                "io.prometheus.metrics.model.registry.PrometheusRegistry",
                "io.opentelemetry.api.OpenTelemetry"
            })
    void hasNoTraceOfMetricsUnlessAProfileSaysSo(String type) {
        assertThatThrownBy(() -> Class.forName(type)).isInstanceOf(ClassNotFoundException.class);
    }
}
