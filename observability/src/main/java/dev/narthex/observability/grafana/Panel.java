// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability.grafana;

import java.util.ArrayList;
import java.util.List;

/** One panel: what it asks, and how it shows the answer; {@link PanelJson} writes it. A builder; not thread-safe. */
public final class Panel {

    static final int WHOLE_WIDTH = 24;

    /** Kinds of panels, by Grafana's name. */
    enum Kind {
        GRAPH("timeseries", 12, 8),
        STAT("stat", 3, 4),
        HEATMAP("heatmap", 12, 8),
        TABLE("table", 24, 10);

        final String type;
        private final int width;
        private final int height;

        Kind(String type, int width, int height) {
            this.type = type;
            this.width = width;
            this.height = height;
        }
    }

    record Asked(String expression, String legend, String unit, boolean literal) {}

    record Step(String color, double from) {}

    final Kind kind;
    final String title;
    final String unit;
    final List<Asked> asked = new ArrayList<>();
    final List<Step> steps = new ArrayList<>();
    String description = "";
    String link = "";
    boolean stacked;
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
        return new PanelJson(this).json(id, x, y, queries);
    }

    /** What it asks, as it stands in the source. */
    List<String> expressions() {
        return asked.stream().map(Asked::expression).toList();
    }
}
