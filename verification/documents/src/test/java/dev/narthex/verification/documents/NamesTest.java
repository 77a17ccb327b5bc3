// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.bookshop.BookshopApplication;
import dev.narthex.core.Application;
import dev.narthex.export.MetricsPage;
import dev.narthex.testkit.Scrape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Every metric that a page for users names is one that a running bookshop has, under one naming or the other. */
class NamesTest {

    /**
     * What begins as our names do: those of Django's style, ours, and the conventions' that no other begins with. Not a module of Python
     * (a dot behind it), nor part of a recorded name (a colon). A name may be cut: {@code django_http_*} stands for those that begin so.
     */
    private static final Pattern NAME = Pattern.compile(
            "(?<![\\w:./-])((?:django|narthex|db_client|orm_entity|http_server_(?:request_|response_|active_))"
                    + "_?[a-z0-9_]*[a-z0-9])(_?[*…]|(?![\\w:]|\\.\\w))");

    private static final List<String> OF_A_HISTOGRAM = List.of("_bucket", "_sum", "_count");

    private static final Set<String> families = new TreeSet<>();
    private static final Set<String> labels = new TreeSet<>();

    @BeforeAll
    static void askABookshop() {
        try (ConfigurableApplicationContext bookshop = SpringApplication.run(
                BookshopApplication.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--narthex.naming=django,otel",
                "--narthex.export.port=0",
                "--narthex.database.fetch-time=true")) {
            bookshop.getBean(Application.class).instrumentations().stream()
                    .flatMap(instrumentation -> instrumentation.families().stream())
                    .forEach(family -> {
                        families.add(family.name());
                        labels.addAll(family.labelNames());
                    });
            try (MetricsPage.Rendered page = bookshop.getBean(MetricsPage.class).render()) {
                families.addAll(Scrape.parse(page.text()).families());
            }
        }
    }

    static List<Page> pages() throws IOException {
        return Page.toBeUsed();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void namesExist(Page page) {
        List<String> unknown = new ArrayList<>();
        for (String line : page.lines()) {
            Matcher names = NAME.matcher(line);
            while (names.find()) {
                String name = names.group(1);
                boolean cut = !names.group(2).isEmpty();
                if (!exists(name, cut)) {
                    unknown.add(name);
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void aNameThatDoesNotExistIsFound() {
        assertThat(exists("django_http_requests_total", false)).isTrue();
        assertThat(exists("django_http_requests_latency_seconds_by_view_method_bucket", false))
                .isTrue();
        assertThat(exists("django_http", true)).isTrue();
        assertThat(exists("django_http", false)).isFalse();
        assertThat(exists("django_http_requests_total_bucket", false)).isFalse();
        assertThat(exists("django_migrations_applied_by_connection", false)).isFalse();
    }

    private static boolean exists(String name, boolean cut) {
        return families.contains(name)
                || labels.contains(name)
                || (cut && families.stream().anyMatch(family -> family.startsWith(name)))
                || OF_A_HISTOGRAM.stream()
                        .anyMatch(suffix -> name.endsWith(suffix)
                                && isHistogram(name.substring(0, name.length() - suffix.length())));
    }

    /** Only they are called neither a total nor a state of something. */
    private static boolean isHistogram(String family) {
        return families.contains(family) && !family.endsWith("_total");
    }
}
