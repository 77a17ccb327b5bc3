// SPDX-License-Identifier: Apache-2.0
package dev.narthex.verification.contracts;

import java.util.List;
import java.util.stream.Stream;

/** The same on a line of Spring Boot, and what Spring MVC answers there. */
public abstract class BootHttpContract extends HttpContract {

    private final Class<?> errorPages;

    /**
     * Its container.
     *
     * @param errorPages a configuration that registers {@link SiteErrorPage#ALL}, in the words of its line of Boot
     */
    protected BootHttpContract(Class<?> errorPages) {
        this.errorPages = errorPages;
    }

    @Override
    protected final ServletContainer startMeasured(HttpSite site) {
        return BootSite.measured(site, errorPages);
    }

    @Override
    protected final ServletContainer startBare(HttpSite site) {
        return BootSite.bare(site, errorPages);
    }

    @Override
    protected final String viewOfNothing() {
        return "<unnamed view>";
    }

    @Override
    List<HttpScenario> scenarios() {
        return Stream.concat(super.scenarios().stream(), MvcPages.SCENARIOS.stream())
                .toList();
    }

    @Override
    List<String> bigPages() {
        return Stream.concat(super.bigPages().stream(), MvcPages.BIG.stream()).toList();
    }
}
