// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability.grafana;

import java.util.ArrayList;
import java.util.List;

/** One panel: what it asks, and how it shows the answer. A builder; not thread-safe. */
public final class Panel {

    static final int WHOLE_WIDTH = 24;

    /** Kinds of panels, by Grafana's name. */
    private enum Kind {
        GRAPH("timeseries", 12, 8),
        STAT("stat", 3, 4),
        HEATMAP("heatmap", 12, 8),
        TABLE("table", 24, 10);

        private final String type;
        private final int width;
        private final int height;

        Kind(String type, int width, int height) {
            this.type = type;
            this.width = width;
            this.height = height;
        }
    }

    private record Asked(String expression, String legend, String unit, boolean literal) {}

    private record Step(String color, double from) {}

    private final Kind kind;
    private final String title;
    private final String unit;
    private final List<Asked> asked = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private String description = "";
    private String link = "";
    private boolean stacked;
    private int width;

    private Panel(Kind kind, String title, String unit) {
        this.kind = kind;
        this.title = title;
        this.unit = unit;
        this.width = kind.width;
    }

    /** Lines over time, in one of Grafana's units. */
    public static Panel graph(String title, String unit) {
        return new Panel(Kind.GRAPH, title, unit);
    }

    /** One number, as it is now. */
    public static Panel stat(String title, String unit) {
        return new Panel(Kind.STAT, title, unit);
    }

    /** A distribution over time; the query must give buckets by {@code le}. */
    public static Panel heatmap(String title, String unit) {
        return new Panel(Kind.HEATMAP, title, unit);
    }

    /** A row for each label set, a column for each query, as it is now. */
    public static Panel table(String title) {
        return new Panel(Kind.TABLE, title, "short");
    }

    /** What a reader should know of it. */
    public Panel saying(String sentence) {
        this.description = sentence;
        return this;
    }

    /** Asks, and names each answer by its labels: {@code {{view}}}. */
    public Panel asking(String expression, String legend) {
        asked.add(new Asked(expression, legend, unit, false));
        return this;
    }

    /** Asks exactly this, whatever the variables say. */
    public Panel askingLiterally(String expression, String legend) {
        asked.add(new Asked(expression, legend, unit, true));
        return this;
    }

    /** Asks for a column of a table. */
    public Panel column(String heading, String ofUnit, String expression) {
        asked.add(new Asked(expression, heading, ofUnit, false));
        return this;
    }

    /** Asks for the 50th, 95th and 99th percentile of a histogram's buckets, summed by {@code le}. */
    public Panel quantiles(String buckets) {
        asking("histogram_quantile(0.5, " + buckets + ")", "p50");
        asking("histogram_quantile(0.95, " + buckets + ")", "p95");
        asking("histogram_quantile(0.99, " + buckets + ")", "p99");
        return this;
    }

    /** Green up to here, then orange. */
    public Panel orangeFrom(double value) {
        steps.add(new Step("orange", value));
        return this;
    }

    /** Red from here on. */
    public Panel redFrom(double value) {
        steps.add(new Step("red", value));
        return this;
    }

    /** Red below the first orange or red step, green from there on: where more is better. */
    public Panel greenFrom(double value) {
        steps.add(new Step("green", value));
        return this;
    }

    /** Areas on top of each other. */
    public Panel stacked() {
        this.stacked = true;
        return this;
    }

    /** How many of the 24 columns it takes. */
    public Panel wide(int columns) {
        this.width = columns;
        return this;
    }

    /** Where the first column of a table leads to. */
    public Panel leadingTo(String url) {
        this.link = url;
        return this;
    }

    int width() {
        return width;
    }

    int height() {
        return kind.height;
    }

    Json json(int id, int x, int y, Queries queries) {
        List<String> expressions = asked.stream().map(Asked::expression).toList();
        String all = (description + " " + queries.explained(expressions)).strip();
        Json panel = Json.object()
                .put("id", id)
                .put("type", kind.type)
                .put("title", title)
                .put("description", all)
                .put("datasource", Dashboard.DATASOURCE)
                .put(
                        "gridPos",
                        Json.object()
                                .put("h", height())
                                .put("w", width)
                                .put("x", x)
                                .put("y", y))
                .put("fieldConfig", Json.object().put("defaults", defaults()).put("overrides", overrides()))
                .put("options", options())
                .put("targets", targets(queries));
        return kind == Kind.TABLE ? panel.put("transformations", transformations()) : panel;
    }

    private List<Json> targets(Queries queries) {
        List<Json> targets = new ArrayList<>();
        for (Asked one : asked) {
            Json target = Json.object()
                    .put("refId", reference(targets.size()))
                    .put("datasource", Dashboard.DATASOURCE)
                    .put("editorMode", "code")
                    .put("expr", one.literal() ? one.expression() : queries.written(one.expression()))
                    .put("legendFormat", one.legend());
            targets.add(
                    switch (kind) {
                        case GRAPH, STAT -> target.put("range", true);
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
        Json defaults = Json.object().put("unit", unit).put("thresholds", thresholds());
        return switch (kind) {
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
                .put("fillOpacity", stacked ? 30 : 8)
                .put("showPoints", "never")
                .put("spanNulls", false)
                .put("stacking", Json.object().put("group", "A").put("mode", stacked ? "normal" : "none"))
                .put("thresholdsStyle", Json.object().put("mode", steps.isEmpty() ? "off" : "dashed"));
    }

    private Json thresholds() {
        List<Json> all = new ArrayList<>();
        boolean moreIsBetter =
                !steps.isEmpty() && steps.get(steps.size() - 1).color().equals("green");
        all.add(Json.object().put("color", moreIsBetter ? "red" : "green").put("value", null));
        steps.forEach(step -> all.add(Json.object().put("color", step.color()).put("value", step.from())));
        return Json.object().put("mode", "absolute").put("steps", all);
    }

    private List<Json> overrides() {
        List<Json> overrides = new ArrayList<>();
        if (kind == Kind.TABLE) {
            asked.forEach(column -> overrides.add(
                    override(column.legend(), Json.object().put("id", "unit").put("value", column.unit()))));
            if (!link.isEmpty()) {
                Json target = Json.object().put("title", "Look at it").put("url", link);
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
        return switch (kind) {
            case GRAPH ->
                Json.object()
                        .put("legend", legend())
                        .put("tooltip", Json.object().put("mode", "multi").put("sort", "desc"));
            case STAT ->
                Json.object()
                        .put("colorMode", "value")
                        .put("graphMode", "area")
                        .put("justifyMode", "auto")
                        .put("orientation", "auto")
                        .put(
                                "reduceOptions",
                                Json.object()
                                        .put("calcs", List.of("lastNotNull"))
                                        .put("fields", "")
                                        .put("values", false))
                        .put("textMode", "auto");
            case HEATMAP ->
                Json.object()
                        .put("calculate", false)
                        .put("cellGap", 1)
                        .put(
                                "color",
                                Json.object()
                                        .put("mode", "scheme")
                                        .put("scheme", "Oranges")
                                        .put("exponent", 0.5)
                                        .put("steps", 64)
                                        .put("reverse", false))
                        .put("filterValues", Json.object().put("le", 1e-9))
                        .put("legend", Json.object().put("show", true))
                        .put("rowsFrame", Json.object().put("layout", "auto"))
                        .put("tooltip", Json.object().put("mode", "single").put("yHistogram", false))
                        .put(
                                "yAxis",
                                Json.object()
                                        .put("axisPlacement", "left")
                                        .put("reverse", false)
                                        .put("unit", unit));
            case TABLE ->
                Json.object()
                        .put("showHeader", true)
                        .put("cellHeight", "sm")
                        .put(
                                "sortBy",
                                List.of(Json.object()
                                        .put(
                                                "displayName",
                                                asked.get(asked.size() - 1).legend())
                                        .put("desc", true)));
        };
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
        for (int i = 0; i < asked.size(); i++) {
            // A single query's column is called "Value"; of several each has its letter.
            names.put(
                    asked.size() == 1 ? "Value" : "Value #" + reference(i),
                    asked.get(i).legend());
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

    /** What it asks, as it stands in the source. */
    List<String> expressions() {
        return asked.stream().map(Asked::expression).toList();
    }
}
