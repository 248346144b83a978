package io.forebay.loadtests.growth.report;

import io.forebay.loadtests.growth.fit.Growth;
import io.forebay.loadtests.growth.point.AxisResult;
import io.forebay.loadtests.machine.MachineFacts;
import io.forebay.loadtests.report.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run found, for people and for programs.
 *
 * @param asked what was asked for
 */
public record GrowthReport(
        Instant startedAt,
        Map<String, Object> asked,
        MachineFacts machine,
        List<AxisResult> results) {

    public GrowthReport {
        asked = Collections.unmodifiableMap(new LinkedHashMap<>(asked));
        results = List.copyOf(results);
    }

    /** Whether every answer of every point was right. */
    public boolean clean() {
        return results.stream().allMatch(AxisResult::isClean);
    }

    /**
     * Writes {@code growth.json}, {@code growth.md}, {@code growth.html}, and {@code
     * growth-<axis>.svg} of each axis, over older ones.
     *
     * @throws UncheckedIOException when a file cannot be written
     */
    public void write(Path directory) {
        try {
            StringBuilder html =
                    new StringBuilder(
                            "<!doctype html><meta charset=utf-8><title>How cost grows</title><style>body{font:14px"
                                    + " sans-serif;max-width:960px;margin:2em auto}pre{white-space:pre-wrap}</style><h1>How"
                                    + " cost grows</h1>\n");
            for (AxisResult result : results) {
                String picture = GrowthSvg.draw(result);
                String name = "growth-" + result.axis().title() + ".svg";
                Files.writeString(directory.resolve(name), picture);
                html.append("<pre>")
                        .append(escaped(GrowthTables.of(List.of(result))))
                        .append("</pre>")
                        .append(picture);
            }
            html.append("<p>").append(escaped(GrowthTables.RULE)).append("</p>\n");
            Files.writeString(directory.resolve("growth.html"), html);
            Files.writeString(directory.resolve("growth.md"), markdown());
            writeJson(directory.resolve("growth.json"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report to " + directory, e);
        }
    }

    /**
     * Writes everything as JSON.
     *
     * @throws UncheckedIOException when the file cannot be written
     */
    public void writeJson(Path file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("startedAt", startedAt.toString());
        json.put("asked", asked);
        json.put("machine", machine);
        json.put("rule", GrowthTables.RULE);
        json.put("axes", results.stream().map(GrowthReport::json).toList());
        json.put("clean", clean());
        JsonFile.write(file, json);
    }

    /** The tables, and how verdicts come about. */
    public String markdown() {
        return GrowthTables.of(results) + "\n" + GrowthTables.RULE + "\n";
    }

    private static Map<String, Object> json(AxisResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("axis", result.axis().title());
        json.put("unit", result.axis().unit());
        json.put("what", result.axis().what());
        json.put("points", result.points());
        json.put(
                "growth",
                result.costs().stream().map(cost -> json(Growth.of(result, cost))).toList());
        return json;
    }

    private static Map<String, Object> json(Growth growth) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cost", growth.cost());
        json.put("verdict", growth.verdict().words());
        if (Double.isFinite(growth.exponent())) {
            json.put("exponent", growth.exponent());
        }
        if (Double.isFinite(growth.exponentAtTheEnd())) {
            json.put("exponentAtTheEnd", growth.exponentAtTheEnd());
            json.put("percentPerTenfold", growth.percentPerTenfold());
            json.put("from", growth.from());
        }
        json.put("disturbed", growth.disturbed());
        return json;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
