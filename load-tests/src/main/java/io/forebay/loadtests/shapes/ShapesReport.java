package io.forebay.loadtests.shapes;

import io.forebay.loadtests.report.JsonFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What came of shapes, for people and for programs: {@code shapes.html}, {@code shapes.md}, {@code
 * shapes.json}, and {@code shape-<name>.svg} of each.
 *
 * @param most jobs a second that all rates are shares of
 */
record ShapesReport(double most, long seed, Duration length, List<ShapeResult> results) {

    private static final String ROW = "| %s | %s | %d | %.1f | %.1f | %.1f | %s | %s |";

    ShapesReport {
        results = List.copyOf(results);
    }

    /** Each part of a shape in a line. */
    static String line(ShapeResult result) {
        return result.parts().stream()
                        .map(part ->
                                String.format(
                                        Locale.ROOT,
                                        "  %-12s %,d right, p50 %.1f ms, p99 %.1f ms, worst second's p99 %.1f ms%s",
                                        part.part().name(),
                                        part.tally().right(),
                                        part.phase().latency().p50Ms(),
                                        part.phase().latency().p99Ms(),
                                        worst(part.seconds()),
                                        problems(part)))
                        .collect(Collectors.joining("\n"))
                + result.recovery().map(ShapesReport::words).map(w -> "\n  " + w).orElse("");
    }

    void write(Path directory) {
        try {
            StringBuilder html =
                    new StringBuilder(
                            "<!doctype html><meta charset=utf-8><title>Load that changes</title><style>body{font:14px"
                                    + " sans-serif;max-width:960px;margin:2em auto}</style><h1>Load that"
                                    + " changes</h1>\n");
            for (ShapeResult result : results) {
                String picture =
                        ShapeSvg.draw(
                                (int) length.toSeconds(), result.shape().burst(), parts(result));
                Files.writeString(
                        directory.resolve("shape-" + result.shape().name() + ".svg"), picture);
                html.append(
                        "<h2>%s</h2><p>%s</p><pre>%s</pre>%s%n"
                                .formatted(
                                        result.shape().name(),
                                        result.shape().what(),
                                        line(result),
                                        picture));
            }
            Files.writeString(directory.resolve("shapes.html"), html);
            Files.writeString(directory.resolve("shapes.md"), markdown());
            JsonFile.write(directory.resolve("shapes.json"), json());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report to " + directory, e);
        }
    }

    private static Map<String, Seconds> parts(ShapeResult result) {
        Map<String, Seconds> parts = new LinkedHashMap<>();
        result.parts().forEach(part -> parts.put(part.part().name(), part.seconds()));
        return parts;
    }

    private String markdown() {
        StringBuilder text =
                new StringBuilder(
                        "%.0f jobs/s were sustainable; %d s each; seed %d.%n%n| shape | jobs | right | p50 ms | p99 ms | p99 of the worst second | recovered | otherwise |%n|---|---|---|---|---|---|---|---|%n"
                                .formatted(most, length.toSeconds(), seed));
        for (ShapeResult result : results) {
            for (ShapeResult.PartResult part : result.parts()) {
                boolean watched = part.equals(result.parts().getFirst());
                text.append(
                        String.format(
                                Locale.ROOT,
                                ROW + "%n",
                                result.shape().name(),
                                part.part().name(),
                                part.tally().right(),
                                part.phase().latency().p50Ms(),
                                part.phase().latency().p99Ms(),
                                worst(part.seconds()),
                                watched
                                        ? result.recovery().map(ShapesReport::seconds).orElse("")
                                        : "",
                                problems(part)));
            }
        }
        return text.toString();
    }

    private Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sustainablePerSecond", most);
        json.put("seed", seed);
        json.put("lengthSeconds", length.toSeconds());
        json.put("shapes", results.stream().map(ShapesReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(ShapeResult result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", result.shape().name());
        json.put("what", result.shape().what());
        Burst burst = result.shape().burst();
        if (burst != null) {
            json.put("burst", burst);
        }
        result.recovery()
                .ifPresent(recovery -> {
                    json.put("p99BeforeMs", recovery.beforeMs());
                    json.put("recoveredAfterSeconds", seconds(recovery));
                });
        json.put("parts", result.parts().stream().map(ShapesReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(ShapeResult.PartResult part) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", part.part().name());
        json.put("lane", part.part().lane());
        json.put("tally", part.tally());
        json.put("latency", part.phase().latency());
        json.put("dueEndedP50P99BySecond", part.seconds().table());
        return json;
    }

    private static double worst(Seconds seconds) {
        double worst = 0;
        for (int second = 0; second < seconds.count(); second++) {
            worst = Math.max(worst, seconds.percentile(99, second, second + 1));
        }
        return worst;
    }

    private static String problems(ShapeResult.PartResult part) {
        return part.tally().isClean() && part.tally().refusals() == 0
                ? ""
                : "  refused %s, not right %s"
                        .formatted(part.tally().refused(), part.tally().reasons());
    }

    private static String words(Recovery recovery) {
        return recovery.seconds().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "p99 before the burst %.1f ms; within twice of it %s after its end",
                        recovery.beforeMs(),
                        seconds(recovery))
                : "NOT RECOVERED before the end";
    }

    private static String seconds(Recovery recovery) {
        return recovery.seconds().isPresent()
                ? recovery.seconds().getAsInt() + " s"
                : "not in time";
    }
}
