// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability.grafana;

import java.util.ArrayList;
import java.util.List;

/** How Grafana's classic JSON says what a panel is. */
final class PanelJson {

    private final Panel panel;

    PanelJson(Panel panel) {
        this.panel = panel;
    }

    Json json(int id, int x, int y, Queries queries) {
        List<String> expressions =
                panel.asked.stream().map(Panel.Asked::expression).toList();
        String all = (panel.description + " " + queries.explained(expressions)).strip();
        Json json = Json.object()
                .put("id", id)
                .put("type", panel.kind.type)
                .put("title", panel.title)
                .put("description", all)
                .put("datasource", Dashboard.DATASOURCE)
                .put(
                        "gridPos",
                        Json.object()
                                .put("h", panel.height())
                                .put("w", panel.width())
                                .put("x", x)
                                .put("y", y))
                .put("fieldConfig", Json.object().put("defaults", defaults()).put("overrides", overrides()))
                .put("options", options())
                .put("targets", targets(queries));
        return panel.kind == Panel.Kind.TABLE ? json.put("transformations", transformations()) : json;
    }

    private List<Json> targets(Queries queries) {
        List<Json> targets = new ArrayList<>();
        for (Panel.Asked one : panel.asked) {
            Json target = Json.object()
                    .put("refId", reference(targets.size()))
                    .put("datasource", Dashboard.DATASOURCE)
                    .put("editorMode", "code")
                    .put("expr", one.literal() ? one.expression() : queries.written(one.expression()))
                    .put("legendFormat", one.legend());
            targets.add(
                    switch (panel.kind) {
                        case GRAPH ->
                            target.put("range", true)
                                    .put("exemplar", one.expression().contains("_bucket"));
                        case STAT -> target.put("range", true);
                        case HEATMAP -> target.put("range", true).put("format", "heatmap");
                        case TABLE -> target.put("instant", true).put("format", "table");
                    });
        }
        return targets;
    }

    private static String reference(int index) {
        return String.valueOf((char) ('A' + index));
    }

    private Json defaults() {
        Json defaults = Json.object().put("unit", panel.unit).put("thresholds", thresholds());
        return switch (panel.kind) {
            case GRAPH ->
                defaults.put("min", 0)
                        .put("color", Json.object().put("mode", "palette-classic"))
                        .put("custom", lines());
            case STAT -> defaults.put("color", Json.object().put("mode", "thresholds"));
            case HEATMAP ->
                defaults.put(
                        "custom",
                        Json.object().put("scaleDistribution", Json.object().put("type", "linear")));
            case TABLE ->
                defaults.put("custom", Json.object().put("align", "auto").put("filterable", true));
        };
    }

    private Json lines() {
        return Json.object()
                .put("drawStyle", "line")
                .put("lineWidth", 1)
                .put("fillOpacity", panel.stacked ? 30 : 8)
                .put("showPoints", "never")
                .put("spanNulls", false)
                .put("stacking", Json.object().put("group", "A").put("mode", panel.stacked ? "normal" : "none"))
                .put("thresholdsStyle", Json.object().put("mode", panel.steps.isEmpty() ? "off" : "dashed"));
    }

    private Json thresholds() {
        List<Json> all = new ArrayList<>();
        boolean moreIsBetter = !panel.steps.isEmpty()
                && panel.steps.get(panel.steps.size() - 1).color().equals("green");
        all.add(Json.object().put("color", moreIsBetter ? "red" : "green").put("value", null));
        panel.steps.forEach(
                step -> all.add(Json.object().put("color", step.color()).put("value", step.from())));
        return Json.object().put("mode", "absolute").put("steps", all);
    }

    private List<Json> overrides() {
        List<Json> overrides = new ArrayList<>();
        if (panel.kind == Panel.Kind.TABLE) {
            panel.asked.forEach(column -> overrides.add(
                    override(column.legend(), Json.object().put("id", "unit").put("value", column.unit()))));
            if (!panel.link.isEmpty()) {
                Json target = Json.object().put("title", "Look at it").put("url", panel.link);
                overrides.add(override("view", Json.object().put("id", "links").put("value", List.of(target))));
            }
        }
        return overrides;
    }

    private static Json override(String column, Json property) {
        return Json.object()
                .put("matcher", Json.object().put("id", "byName").put("options", column))
                .put("properties", List.of(property));
    }

    private Json options() {
        return switch (panel.kind) {
            case GRAPH ->
                Json.object()
                        .put("legend", legend())
                        .put("tooltip", Json.object().put("mode", "multi").put("sort", "desc"));
            case STAT -> oneNumber();
            case HEATMAP -> cells();
            case TABLE ->
                Json.object().put("showHeader", true).put("cellHeight", "sm").put("sortBy", List.of(lastColumnFirst()));
        };
    }

    private static Json oneNumber() {
        Json last = Json.object()
                .put("calcs", List.of("lastNotNull"))
                .put("fields", "")
                .put("values", false);
        return Json.object()
                .put("colorMode", "value")
                .put("graphMode", "area")
                .put("justifyMode", "auto")
                .put("orientation", "auto")
                .put("reduceOptions", last)
                .put("textMode", "auto");
    }

    private Json cells() {
        Json colors = Json.object()
                .put("mode", "scheme")
                .put("scheme", "Oranges")
                .put("exponent", 0.5)
                .put("steps", 64)
                .put("reverse", false);
        Json axis =
                Json.object().put("axisPlacement", "left").put("reverse", false).put("unit", panel.unit);
        return Json.object()
                .put("calculate", false) // they are buckets already
                .put("cellGap", 1)
                .put("color", colors)
                .put("filterValues", Json.object().put("le", 1e-9))
                .put("legend", Json.object().put("show", true))
                .put("rowsFrame", Json.object().put("layout", "auto"))
                .put("tooltip", Json.object().put("mode", "single").put("yHistogram", false))
                .put("yAxis", axis);
    }

    private Json lastColumnFirst() {
        String heading = panel.asked.get(panel.asked.size() - 1).legend();
        return Json.object().put("displayName", heading).put("desc", true);
    }

    private static Json legend() {
        return Json.object()
                .put("showLegend", true)
                .put("displayMode", "table")
                .put("placement", "bottom")
                .put("calcs", List.of("mean", "max", "lastNotNull"));
    }

    private List<Json> transformations() {
        Json names = Json.object();
        for (int i = 0; i < panel.asked.size(); i++) {
            // A single query's column is called "Value"; of several each has its letter.
            names.put(
                    panel.asked.size() == 1 ? "Value" : "Value #" + reference(i),
                    panel.asked.get(i).legend());
        }
        return List.of(
                Json.object().put("id", "merge").put("options", Json.object()),
                Json.object()
                        .put("id", "organize")
                        .put(
                                "options",
                                Json.object()
                                        .put("excludeByName", Json.object().put("Time", true))
                                        .put("indexByName", Json.object())
                                        .put("renameByName", names)));
    }
}
