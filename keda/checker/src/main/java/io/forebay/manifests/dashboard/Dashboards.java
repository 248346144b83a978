package io.forebay.manifests.dashboard;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.forebay.manifests.dashboard.Dashboard.Panel;
import java.util.List;

/** Reads the source of the dashboards, and writes them as Grafana imports them. */
public final class Dashboards {

    private static final int COLUMNS = 3;
    private static final int WIDTH = 24 / COLUMNS;
    private static final int HEIGHT = 8;
    private static final int SCHEMA_VERSION = 41;
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Dashboards() {}

    /**
     * @throws IllegalArgumentException when the text is no list of dashboards
     */
    public static List<Dashboard> read(String yaml) {
        try {
            return List.of(new YAMLMapper().readValue(yaml, Dashboard[].class));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "no list of dashboards: " + e.getOriginalMessage(), e);
        }
    }

    /** The dashboard's model, as JSON. */
    public static String json(Dashboard dashboard) {
        ObjectNode root = JSON.createObjectNode();
        root.put("uid", "forebay-" + dashboard.name());
        root.put("title", dashboard.title());
        root.putArray("tags").add("forebay");
        root.put("schemaVersion", SCHEMA_VERSION);
        root.put("editable", false);
        root.put("refresh", "30s");
        root.putObject("time").put("from", "now-6h").put("to", "now");
        root.putObject("templating")
                .putArray("list")
                .addObject()
                .put("name", "source")
                .put("type", "datasource")
                .put("query", "prometheus");
        ArrayNode panels = root.putArray("panels");
        dashboard.panels().forEach(panel -> add(panels, panel));
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JacksonException e) {
            throw new IllegalStateException("cannot write " + dashboard.name(), e);
        }
    }

    private static void add(ArrayNode panels, Panel panel) {
        int number = panels.size();
        ObjectNode node = panels.addObject();
        node.put("id", number + 1).put("type", "timeseries").put("title", panel.title());
        source(node);
        node.putObject("gridPos")
                .put("x", number % COLUMNS * WIDTH)
                .put("y", number / COLUMNS * HEIGHT)
                .put("w", WIDTH)
                .put("h", HEIGHT);
        ObjectNode fields = node.putObject("fieldConfig");
        fields.putObject("defaults").put("unit", panel.unit()).put("min", 0);
        fields.putArray("overrides");
        ArrayNode targets = node.putArray("targets");
        panel.queries()
                .forEach((legend, query) -> {
                    ObjectNode target = targets.addObject();
                    source(target);
                    target.put("refId", Character.toString('A' + targets.size() - 1))
                            .put("expr", query)
                            .put("legendFormat", legend);
                });
    }

    private static void source(ObjectNode node) {
        node.putObject("datasource").put("type", "prometheus").put("uid", "${source}");
    }
}
