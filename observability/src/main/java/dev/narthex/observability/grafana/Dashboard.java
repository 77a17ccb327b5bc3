// SPDX-License-Identifier: Apache-2.0
package dev.narthex.observability.grafana;

import java.util.ArrayList;
import java.util.List;

/** A dashboard in Grafana's classic JSON: rows of panels under variables. A builder; not thread-safe. */
public final class Dashboard {

    /** Grafana 10.4 and later read it as it is, and migrate it where they have moved on. */
    private static final int SCHEMA_VERSION = 39;

    private static final String TAG = "narthex";

    static final Json DATASOURCE = Json.object().put("type", "prometheus").put("uid", "${datasource}");

    private final String name;
    private final String title;
    private final String description;
    private final List<Json> variables = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    private record Row(String title, List<Panel> panels) {}

    private Dashboard(String name, String title, String description) {
        this.name = name;
        this.title = title;
        this.description = description;
    }

    /** A dashboard without panels yet; its uid is its name behind {@code narthex-}, and never changes. */
    public static Dashboard named(String name, String title, String description) {
        return new Dashboard(name, title, description);
    }

    /** The name of its file, without the ending. */
    public String name() {
        return name;
    }

    /** Adds what its reader may choose. */
    public Dashboard choosing(Variable... more) {
        for (Variable variable : more) {
            variables.add(variable.json());
        }
        return this;
    }

    /** Adds a row of panels, which take as many lines as they need. */
    public Dashboard row(String rowTitle, Panel... panels) {
        rows.add(new Row(rowTitle, List.of(panels)));
        return this;
    }

    /** What its panels ask, as it stands in the source. */
    public List<String> expressions() {
        return rows.stream()
                .flatMap(row -> row.panels().stream())
                .flatMap(panel -> panel.expressions().stream())
                .toList();
    }

    /** Its text. */
    public String json(Queries queries) {
        return Json.object()
                        .put("uid", TAG + "-" + name)
                        .put("title", "Narthex / " + title)
                        .put("description", description)
                        .put("tags", List.of(TAG))
                        .put("schemaVersion", SCHEMA_VERSION)
                        .put("version", 1)
                        .put("editable", true)
                        .put("graphTooltip", 1)
                        .put("refresh", "30s")
                        .put("time", Json.object().put("from", "now-1h").put("to", "now"))
                        .put("timezone", "")
                        .put("annotations", Json.object().put("list", List.of()))
                        .put("links", List.of(others()))
                        .put("templating", Json.object().put("list", variables))
                        .put("panels", panels(queries))
                + "\n";
    }

    /** The other dashboards, with the same choices and the same time. */
    private static Json others() {
        return Json.object()
                .put("type", "dashboards")
                .put("title", "Narthex")
                .put("tags", List.of(TAG))
                .put("asDropdown", false)
                .put("includeVars", true)
                .put("keepTime", true)
                .put("targetBlank", false)
                .put("icon", "dashboard")
                .put("url", "");
    }

    private List<Json> panels(Queries queries) {
        List<Json> panels = new ArrayList<>();
        int y = 0;
        for (Row row : rows) {
            panels.add(Json.object()
                    .put("id", panels.size() + 1)
                    .put("type", "row")
                    .put("title", row.title())
                    .put("collapsed", false)
                    .put(
                            "gridPos",
                            Json.object()
                                    .put("h", 1)
                                    .put("w", Panel.WHOLE_WIDTH)
                                    .put("x", 0)
                                    .put("y", y))
                    .put("panels", List.of()));
            y++;
            int x = 0;
            int lineHeight = 0;
            for (Panel panel : row.panels()) {
                if (x + panel.width() > Panel.WHOLE_WIDTH) {
                    y += lineHeight;
                    x = 0;
                    lineHeight = 0;
                }
                panels.add(panel.json(panels.size() + 1, x, y, queries));
                x += panel.width();
                lineHeight = Math.max(lineHeight, panel.height());
            }
            y += lineHeight;
        }
        return panels;
    }
}
