package io.forebay.loadtests.torture.report;

import io.forebay.loadtests.check.Accepted;
import io.forebay.loadtests.check.Verdict;
import io.forebay.loadtests.history.Event;
import io.forebay.loadtests.history.What;
import io.forebay.loadtests.report.JsonFile;
import io.forebay.loadtests.torture.CampaignResult;
import io.forebay.loadtests.torture.TortureConfig;
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
 * A campaign for people and for programs: {@code report.html}, {@code timeline.svg} and {@code
 * report.json}.
 *
 * @param summary figures by name, in order
 */
public record TortureReport(
        Map<String, Object> summary, List<Verdict> verdicts, Timeline timeline) {

    public TortureReport {
        verdicts = List.copyOf(verdicts);
    }

    /** Of what came of a campaign. */
    public static TortureReport of(CampaignResult result) {
        TortureConfig config = result.config();
        List<Event> history = result.history();
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("seed", config.seed());
        summary.put("jobsOffered", config.jobs());
        summary.put("jobsAccepted", Accepted.count(history));
        summary.put("offeredPerSecond", config.rate());
        summary.put("loadSeconds", result.load().toSeconds());
        summary.put("faultsInflicted", result.faults());
        summary.put("faults", faults(history));
        summary.put("processes", config.counts());
        summary.put("events", history.size());
        summary.put("ends", ends(history));
        summary.put("kept", result.kept());
        return new TortureReport(summary, result.verdicts(), Timeline.of(history));
    }

    /** Writes all of it, over older ones. */
    public void write(Path directory) {
        String picture = TimelineSvg.draw(timeline);
        Map<String, Object> json = new LinkedHashMap<>(summary);
        json.put(
                "verdicts",
                verdicts.stream()
                        .map(verdict ->
                                Map.of(
                                        "checker", verdict.checker(),
                                        "promise", verdict.promise(),
                                        "looked", verdict.looked(),
                                        "breaches", verdict.findings().size(),
                                        "findings", verdict.findings()))
                        .toList());
        try {
            Files.writeString(directory.resolve("timeline.svg"), picture);
            Files.writeString(directory.resolve("report.html"), html(picture));
            JsonFile.write(directory.resolve("report.json"), json);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the report to " + directory, e);
        }
    }

    private String html(String picture) {
        String figures =
                summary.entrySet().stream()
                        .map(one ->
                                "<tr><th>%s</th><td>%s</td></tr>"
                                        .formatted(one.getKey(), escape("" + one.getValue())))
                        .collect(Collectors.joining("\n"));
        String rows = verdicts.stream().map(TortureReport::row).collect(Collectors.joining("\n"));
        return """
        <!doctype html><meta charset="utf-8"><title>Fault campaign</title>
        <style>body{font:14px sans-serif;margin:2em;max-width:1150px}td,th{padding:2px 12px 2px 0;text-align:left;vertical-align:top}.bad{color:#b71c1c}pre{font-size:11px}</style>
        <h1>Fault campaign: %s</h1>
        <table>%s</table>
        <h2>Promises</h2>
        <table><tr><th>checker</th><th>promise</th><th>looked at</th><th>breaches</th></tr>%s</table>
        <h2>Timeline</h2>
        <p>Blue: accepted. Green: ended. Orange: faults.</p>
        %s
        """
                .formatted(
                        verdicts.stream().allMatch(Verdict::kept)
                                ? "every promise was kept"
                                : "PROMISES WERE BROKEN",
                        figures,
                        rows,
                        picture);
    }

    private static String row(Verdict verdict) {
        String findings =
                verdict.kept()
                        ? ""
                        : "<tr class=\"bad\"><td colspan=\"4\"><pre>%s</pre></td></tr>"
                                .formatted(
                                        verdict.findings().stream()
                                                .limit(20)
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

    private static Map<String, Long> faults(List<Event> history) {
        return Timeline.of(history).bars().stream()
                .collect(Collectors.groupingBy(Bar::kind, TreeMap::new, Collectors.counting()));
    }

    private static Map<String, Long> ends(List<Event> history) {
        return history.stream()
                .filter(event -> event.did(What.LOG) && event.value().terminal())
                .collect(
                        Collectors.groupingBy(
                                event -> event.value().state(),
                                TreeMap::new,
                                Collectors.counting()));
    }
}
