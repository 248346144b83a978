package io.forebay.loadtests.soak.report;

import io.forebay.loadtests.check.Verdict;
import io.forebay.loadtests.machine.MachineFacts;
import io.forebay.loadtests.report.JsonFile;
import io.forebay.loadtests.soak.SoakResult;
import io.forebay.loadtests.soak.slope.Series;
import io.forebay.loadtests.soak.slope.Trend;
import io.forebay.loadtests.torture.report.Bar;
import io.forebay.loadtests.torture.report.Timeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A soak for people and for programs: {@code soak.html}, {@code soak.svg}, {@code soak.md} and
 * {@code soak.json}.
 */
public record SoakReport(SoakResult result) {

    private static final int SHOWN = 20;

    /** The outcome in a sentence. */
    public String headline() {
        return Summary.headline(result);
    }

    /** What is said of a trend, in a line. */
    public static String line(Trend trend) {
        return "%-48s %s, %s a day at a median of %s"
                .formatted(
                        trend.subject().title(),
                        Summary.outcome(trend),
                        Figures.of(trend.subject().measure(), trend.perDay()),
                        Figures.of(trend.subject().measure(), trend.median()));
    }

    /** Writes all of it, over older ones. */
    public void write(Path directory) {
        List<Bar> bars = Timeline.bars(result.faults()).stream().map(this::since).toList();
        Map<String, Long> faults =
                bars.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Bar::kind, TreeMap::new, Collectors.counting()));
        Map<String, Object> figures = figures();
        String picture =
                Panels.draw(
                        result.series(),
                        bars,
                        result.config().length().toMillis(),
                        result.config().rule().warmUp().toMillis());
        Map<String, Object> json = new LinkedHashMap<>(figures);
        json.put("faults", bars);
        json.put("kept", result.kept());
        json.put("trends", result.trends());
        json.put("verdicts", result.verdicts());
        json.put("series", result.series().stream().map(SoakReport::json).toList());
        try {
            Files.writeString(directory.resolve("soak.svg"), picture);
            Files.writeString(directory.resolve("soak.md"), Summary.of(result, figures, faults));
            Files.writeString(directory.resolve("soak.html"), html(figures, picture));
            JsonFile.write(directory.resolve("soak.json"), json);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report to " + directory, e);
        }
    }

    private Bar since(Bar bar) {
        long began = result.loadFrom();
        return new Bar(bar.kind(), bar.target(), bar.from() - began, bar.to() - began);
    }

    private Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("seed", result.config().seed());
        figures.put("seconds", result.config().length().toSeconds());
        figures.putAll(result.figures());
        figures.put("processes", new TreeMap<>(result.config().counts()));
        MachineFacts machine = MachineFacts.read();
        figures.put(
                "machine",
                "%d cores of %s, %,d MiB, %s, Java %s"
                        .formatted(
                                machine.cores(),
                                machine.cpu(),
                                machine.memoryBytes() >> 20,
                                machine.os(),
                                machine.java()));
        return figures;
    }

    private static Map<String, Object> json(Series series) {
        return Map.of(
                "measure",
                series.subject().measure(),
                "of",
                series.subject().of(),
                "lives",
                series.lives().stream()
                        .map(life ->
                                Map.of(
                                        "name",
                                        life.name(),
                                        "points",
                                        life.points().stream()
                                                .map(point ->
                                                        List.of(point.millis(), point.value()))
                                                .toList()))
                        .toList());
    }

    private String html(Map<String, Object> figures, String picture) {
        return """
        <!doctype html><meta charset="utf-8"><title>Soak</title>
        <style>body{font:14px sans-serif;margin:2em;max-width:1150px}td,th{padding:2px 12px 2px 0;text-align:left;vertical-align:top}.bad{color:#b71c1c}pre{font-size:11px}</style>
        <h1>Soak</h1>
        <p>%s</p>
        <table>%s</table>
        <h2>What it holds</h2>
        <p>%s</p>
        <table><tr><th>what</th><th>median</th><th>growth a day</th><th>cannot exclude</th><th>limit</th><th></th></tr>%s</table>
        <h2>Promises</h2>
        <table><tr><th>checker</th><th>promise</th><th>looked at</th><th>breaches</th></tr>%s</table>
        <h2>All that was sampled</h2>
        <p>A colour is a life. Red: a fault. Grey: warm-up.</p>
        %s
        """
                .formatted(
                        escape(headline()),
                        figures.entrySet().stream()
                                .map(one ->
                                        "<tr><th>%s</th><td>%s</td></tr>"
                                                .formatted(
                                                        one.getKey(), escape("" + one.getValue())))
                                .collect(Collectors.joining("\n")),
                        escape(Summary.rule(result.config().rule())),
                        result.trends().stream()
                                .map(SoakReport::row)
                                .collect(Collectors.joining("\n")),
                        result.verdicts().stream()
                                .map(SoakReport::row)
                                .collect(Collectors.joining("\n")),
                        picture);
    }

    private static String row(Trend trend) {
        boolean bad = trend.outcome() == Trend.Outcome.GROWS;
        return "<tr%s><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>%s</td></tr>"
                .formatted(
                        bad ? " class=\"bad\"" : "",
                        escape(trend.subject().title()),
                        Figures.of(trend.subject().measure(), trend.median()),
                        Figures.of(trend.subject().measure(), trend.perDay()),
                        Figures.of(trend.subject().measure(), trend.highPerDay()),
                        Figures.of(trend.subject().measure(), trend.limitPerDay()),
                        Summary.outcome(trend));
    }

    private static String row(Verdict verdict) {
        String findings =
                verdict.kept()
                        ? ""
                        : "<tr class=\"bad\"><td colspan=\"4\"><pre>%s</pre></td></tr>"
                                .formatted(
                                        verdict.findings().stream()
                                                .limit(SHOWN)
                                                .map(finding -> escape(finding.toString()))
                                                .collect(Collectors.joining("\n")));
        return "<tr><td>%s</td><td>%s</td><td>%,d</td><td>%d</td></tr>%s"
                .formatted(
                        verdict.checker(),
                        escape(verdict.promise()),
                        verdict.looked(),
                        verdict.findings().size(),
                        findings);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
