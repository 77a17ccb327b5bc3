// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.boot3;

import dev.narthex.verification.contracts.BootHttpContract;
import dev.narthex.verification.contracts.SiteErrorPage;
import org.springframework.boot.web.server.ErrorPage;
import org.springframework.boot.web.server.ErrorPageRegistrar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;

class HttpTest extends BootHttpContract {

    HttpTest() {
        super(ErrorPages.class);
    }

    @Configuration(proxyBeanMethods = false)
    static class ErrorPages {

        @Bean
        ErrorPageRegistrar siteErrorPages() {
            return registry -> SiteErrorPage.ALL.forEach(page -> registry.addErrorPages(
                    page.exception() == null
                            ? new ErrorPage(HttpStatus.valueOf(page.status()), page.location())
                            : new ErrorPage(page.exception(), page.location())));
        }
    }
}
