package io.forebay.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The overview as a table of lanes. */
final class LaneTable {

    private static final String UNKNOWN = "-";
    private static final String ROW = "%-20s %-12s %9s %9s %9s %9s %9s %7s %8s%n";

    private LaneTable() {}

    static String of(JsonNode overview, Instant now) {
        StringBuilder table = new StringBuilder();
        JsonNode totals = overview.path("totals");
        table.append(
                String.format(
                        Locale.ROOT,
                        "forebay  %s  %s waiting, %s/s ended, half within %s, 95 %% within %s%n",
                        now.truncatedTo(ChronoUnit.SECONDS),
                        totals.path("waiting").asLong(),
                        number(totals.path("endedPerSecond"), "%.1f"),
                        number(totals.at("/latency/p50"), "%.3f s"),
                        number(totals.at("/latency/p95"), "%.3f s")));
        table.append(
                String.format(
                        Locale.ROOT,
                        ROW,
                        "MODEL",
                        "LANE",
                        "WAITING",
                        "OLDEST",
                        "DONE/S",
                        "WAIT",
                        "P95",
                        "BATCH",
                        "WORKERS"));
        for (JsonNode lane : overview.path("lanes")) {
            table.append(
                    String.format(
                            Locale.ROOT,
                            ROW,
                            lane.path("model").asText(),
                            lane.path("lane").asText(),
                            lane.path("waiting").asLong(),
                            number(lane.path("oldestSeconds"), "%.1f s"),
                            number(lane.path("throughput"), "%.1f"),
                            number(lane.path("predictedWait"), "%.1f s"),
                            number(lane.at("/latency/p95"), "%.3f s"),
                            number(lane.at("/batches/meanSize"), "%.1f"),
                            number(lane.path("workers"), "%.0f")));
        }
        return table.toString();
    }

    private static String number(JsonNode value, String format) {
        return value.isNumber() ? String.format(Locale.ROOT, format, value.asDouble()) : UNKNOWN;
    }
}
