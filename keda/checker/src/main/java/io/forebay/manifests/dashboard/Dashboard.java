package io.forebay.manifests.dashboard;

import java.util.List;
import java.util.Map;

/**
 * One dashboard.
 *
 * @param name of its file, without the ending
 */
public record Dashboard(String name, String title, List<Panel> panels) {

    public Dashboard {
        panels = panels == null ? List.of() : List.copyOf(panels);
    }

    /**
     * One graph.
     *
     * @param unit as Grafana calls it
     * @param queries PromQL by legend, in the order of their drawing
     */
    public record Panel(String title, String unit, Map<String, String> queries) {}
}
