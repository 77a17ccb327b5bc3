// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import static dev.narthex.verification.contracts.FilterOrderContract.SHORT_CIRCUITED;
import static dev.narthex.verification.contracts.ViewContract.BY_STATUS;
import static dev.narthex.verification.contracts.ViewContract.BY_VIEW;
import static dev.narthex.verification.contracts.ViewContract.EXCEPTION_TYPES;
import static dev.narthex.verification.contracts.ViewContract.REQUESTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.testkit.Change;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Behind Spring Security everything is seen, and what security refused is told from what the application answered. */
public abstract class SecurityContract extends StarterContract {

    private static final String USER =
            "Basic " + Base64.getEncoder().encodeToString("user:fire".getBytes(StandardCharsets.US_ASCII));

    protected SecurityContract() {
        super(SecurityApplication.class, "spring.security.user.name=user", "spring.security.user.password=fire");
    }

    @Override
    RunningApplication start(Class<?> configured, String... withProperties) {
        return RunningApplication.startSecured(configured, withProperties);
    }

    @Test
    void thePageAnswersWithoutALogin() throws Exception {
        assertThat(client().scrape("/metrics").statusCode()).isEqualTo(200);
    }

    @Test // A45
    void aRequestWithoutALoginIsShortCircuited() throws Exception {
        Change change = during(() -> {
            assertThat(get("/secret").statusCode()).isEqualTo(401);
            assertThat(get("/no/such/page").statusCode()).isEqualTo(401);
        });

        assertThat(change.samples(SHORT_CIRCUITED)).isEqualTo("""
                %s{status="401"} 2.0
                """.formatted(SHORT_CIRCUITED));
        assertThat(change.samples(REQUESTS)).isEqualTo("""
                %s{method="GET",view="<unnamed view>"} 2.0
                """.formatted(REQUESTS));
        assertThat(change.samples(BY_STATUS)).isEmpty();
    }

    @Test // A45
    void aPostWithoutItsTokenIsShortCircuited() throws Exception {
        Change change =
                during(() -> assertThat(client().send("POST", "/secret", BodyPublishers.noBody(), "Authorization", USER)
                                .statusCode())
                        .isEqualTo(403));

        assertThat(change.samples(SHORT_CIRCUITED)).isEqualTo("""
                %s{status="403"} 1.0
                """.formatted(SHORT_CIRCUITED));
    }

    @Test
    void aRequestWithALoginReachesItsView() throws Exception {
        Change change = during(
                () -> assertThat(get("/secret", "Authorization", USER).body()).isEqualTo("secret"));

        assertThat(change.samples(BY_VIEW)).isEqualTo("""
                %s{method="GET",status="200",view="Views.secret"} 1.0
                """.formatted(BY_VIEW));
    }

    @Test // A15, A45
    void whatAViewRefusesIsItsOwnAnswer() throws Exception {
        Change change = during(() ->
                assertThat(get("/refused", "Authorization", USER).statusCode()).isEqualTo(403));

        assertThat(change.samples(BY_VIEW)).isEqualTo("""
                %s{method="GET",status="403",view="Views.refused"} 1.0
                """.formatted(BY_VIEW));
        assertThat(change.samples(EXCEPTION_TYPES)).isEqualTo("""
                %s{type="AccessDeniedException"} 1.0
                """.formatted(EXCEPTION_TYPES));
        assertThat(change.samples(SHORT_CIRCUITED)).isEmpty();
    }
}
