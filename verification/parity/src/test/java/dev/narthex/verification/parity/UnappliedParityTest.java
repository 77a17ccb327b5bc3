// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.bookshop.BookshopApplication;
import dev.narthex.core.Application;
import dev.narthex.testkit.Scrape;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The bookshop with its last migration held back, beside the recorded site in the same state. */
class UnappliedParityTest {

    private static Map<String, Double> migrations(Scrape page) {
        return page.samples().entrySet().stream()
                .filter(sample -> sample.getKey().matches("django_migrations_(un)?applied_total\\{.*"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    }

    @Test
    void whatHasNotRunIsCountedAsItWas() throws InterruptedException {
        try (ConfigurableApplicationContext shop = SpringApplication.run(
                BookshopApplication.class,
                "--spring.profiles.active=reference",
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.flyway.target=2")) {
            Scrape page = ParityContract.awaitScrape(
                    shop.getBean(Application.class),
                    "both databases' migrations must have been read",
                    scrape -> scrape.total("django_migrations_up") == 2);

            assertThat(migrations(page)).hasSize(4).isEqualTo(migrations(Reference.pageUnapplied()));
        }
    }
}
