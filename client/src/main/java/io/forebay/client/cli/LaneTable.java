package io.forebay.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The lanes of all models as a table. */
final class LaneTable {

    private static final String UNKNOWN = "-";

    private LaneTable() {}

    static String of(List<JsonNode> models, Instant now) {
        StringBuilder table = new StringBuilder();
        table.append("forebay  ")
                .append(now.truncatedTo(ChronoUnit.SECONDS))
                .append("  ")
                .append(models.size())
                .append(" models\n");
        table.append(
                String.format(
                        Locale.ROOT,
                        "%-20s %-12s %9s %9s %9s %8s%n",
                        "MODEL",
                        "LANE",
                        "WAITING",
                        "DONE/S",
                        "WAIT",
                        "WORKERS"));
        for (JsonNode model : models) {
            for (var lane : model.path("lanes").properties()) {
                JsonNode seen = lane.getValue();
                table.append(
                        String.format(
                                Locale.ROOT,
                                "%-20s %-12s %9d %9s %9s %8s%n",
                                model.path("name").asText(),
                                lane.getKey(),
                                seen.path("backlog").asLong(),
                                number(seen.path("throughput"), "%.1f"),
                                number(seen.path("predictedWait"), "%.1f s"),
                                number(seen.path("replicas"), "%.0f")));
            }
        }
        return table.toString();
    }

    private static String number(JsonNode value, String format) {
        return value.isNumber() ? String.format(Locale.ROOT, format, value.asDouble()) : UNKNOWN;
    }
}
