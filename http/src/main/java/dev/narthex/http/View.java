// SPDX-License-Identifier: Apache-2.0
package dev.narthex.http;

import dev.narthex.core.Cell;
import dev.narthex.core.CellTable;
import java.util.List;
import java.util.function.Function;

/**
 * A view of the application as the metrics know it: its name and its route, and the tables through which its requests
 * find their cells without a key object. The hooks of frameworks keep it beside the handler. Thread-safe.
 */
public final class View {

    private final String name;
    private final String route;
    private final CellTable<ViewKey> choices;
    private final CellTable<HttpKey> completions;
    private final CellTable<CostKey> costs;
    private final Function<List<String>, View> labelled;

    /**
     * A view.
     *
     * @param labelled the same view for requests with these values of the application's own labels
     */
    View(
            String name,
            String route,
            CellTable<ViewKey> choices,
            CellTable<HttpKey> completions,
            CellTable<CostKey> costs,
            Function<List<String>, View> labelled) {
        this.labelled = labelled;
        this.name = name;
        this.route = route;
        this.choices = choices;
        this.completions = completions;
        this.costs = costs;
    }

    /** The value of the label {@code view}. */
    public String name() {
        return name;
    }

    /** The matched pattern. */
    public String route() {
        return route;
    }

    View labelled(List<String> values) {
        return labelled.apply(values);
    }

    Cell<ViewKey> choice(long packed) {
        return choices.cell(packed);
    }

    Cell<HttpKey> completion(long packed) {
        return completions.cell(packed);
    }

    Cell<CostKey> cost(CostKey.Kind kind) {
        return costs.cell(kind.ordinal());
    }
}
