// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability.grafana;

import java.util.List;

/** How queries come into a dashboard: checked, and made to follow its variables. */
public interface Queries {

    /** A query as the dashboard sends it. */
    String written(String expression);

    /** What the numbers of these queries are, for the description of their panel; may be empty. */
    String explained(List<String> expressions);
}
