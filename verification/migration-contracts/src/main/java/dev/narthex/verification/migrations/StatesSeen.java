// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Scrape;

/** What a page says of the migrations of one connection. */
final class StatesSeen {

    private StatesSeen() {}

    /** The two totals, and the states that are not 0: {@code applied 2.0}. */
    static void assertStates(Scrape page, int applied, int unapplied, String... states) {
        assertThat(page.family("django_migrations")
                        .lines()
                        .map(line -> line.replaceFirst(".*state=\"([^\"]*)\"}", "$1"))
                        .filter(line -> !line.endsWith(" 0.0")))
                .containsExactlyInAnyOrder(states);
        assertThat(page.total("django_migrations_applied_total")).isEqualTo(applied);
        assertThat(page.total("django_migrations_unapplied_total")).isEqualTo(unapplied);
    }
}
