// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability.grafana;

import java.util.List;

/** What a reader of a dashboard chooses at its top. Immutable. */
public final class Variable {

    private final Json json;

    private Variable(Json json) {
        this.json = json;
    }

    /** Which Prometheus is asked. */
    public static Variable datasource() {
        return new Variable(named("datasource", "Data source", "datasource")
                .put("query", "prometheus")
                .put("refresh", 1)
                .put("regex", "")
                .put("multi", false)
                .put("includeAll", false)
                .put("current", Json.object())
                .put("options", List.of()));
    }

    /**
     * The words in front of names, found by the name of one family.
     *
     * @param rest what stands behind them in that family's name
     */
    public static Variable prefix(String name, String label, String rest) {
        return new Variable(query(name, label, "metrics(.+" + rest + ")")
                .put("regex", "/^(.+)" + rest + "$/")
                .put("multi", false)
                .put("includeAll", false));
    }

    /** Words in front of names that the reader types. */
    public static Variable text(String name, String label) {
        return new Variable(named(name, label, "textbox")
                .put("query", "")
                .put("current", Json.object().put("text", "").put("value", ""))
                .put("options", List.of()));
    }

    /** Any values of a label, all at first. */
    public static Variable label(String name, String label, String series, String ofLabel) {
        return new Variable(query(name, label, "label_values(" + series + ", " + ofLabel + ")")
                .put("regex", "")
                .put("multi", true)
                .put("includeAll", true)
                .put("allValue", ".*"));
    }

    private static Json query(String name, String label, String text) {
        return named(name, label, "query")
                .put("datasource", Dashboard.DATASOURCE)
                .put("definition", text)
                .put(
                        "query",
                        Json.object().put("query", text).put("refId", "PrometheusVariableQueryEditor-VariableQuery"))
                .put("refresh", 2)
                .put("sort", 1)
                .put("current", Json.object())
                .put("options", List.of());
    }

    private static Json named(String name, String label, String type) {
        return Json.object()
                .put("name", name)
                .put("label", label)
                .put("type", type)
                .put("hide", 0);
    }

    Json json() {
        return json;
    }
}
