package io.forebay.loadtests.report;

import io.forebay.loadtests.phase.Snapshot;
import io.forebay.loadtests.phase.Tally;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The run as text. Safe for use by several threads. */
public final class Console {

    private static final double MIB = 1024.0 * 1024.0;
    private static final String ROW = "%-10s %10s %10s %9s %9s %9s %12s %12s %10s";

    private final PrintWriter out;

    public Console(PrintWriter out) {
        this.out = out;
    }

    /** One line, as the run goes. */
    public void say(String line) {
        out.println(line);
        out.flush();
    }

    /** How far a phase is. */
    public void progress(String phase, Snapshot now) {
        say(
                String.format(
                        Locale.ROOT,
                        "%-12s %,8d of %,d  %,7.0f/s  p50 %.1f ms  p99 %.1f ms%s",
                        phase,
                        now.done(),
                        now.jobs(),
                        now.perSecond(),
                        now.latency().p50Ms(),
                        now.latency().p99Ms(),
                        now.notRight() == 0 ? "" : "  NOT RIGHT " + now.notRight()));
    }

    /** The table at the end. */
    public void summary(Report report) {
        say("");
        say(
                String.format(
                        Locale.ROOT,
                        ROW,
                        "phase",
                        "offered/s",
                        "jobs/s",
                        "p50 ms",
                        "p90 ms",
                        "p99 ms",
                        "CPU s/1000",
                        "generator",
                        "peak MiB"));
        report.phases().forEach(phase -> row(Medians.of(List.of(phase)), "" + phase.round()));
        if (report.phases().size() > report.medians().size()) {
            report.medians().forEach(medians -> row(medians, "median"));
        }
        report.phases().forEach(this::findings);
        List.of(PhaseReport.Kind.values()).forEach(kind -> stages(report, kind));
        say(report.clean() ? "Every job was answered, once, and right." : "NOT CLEAN: see above.");
    }

    private void stages(Report report, PhaseReport.Kind kind) {
        List<String> lines =
                new StageTable(
                                report.phases().stream()
                                        .filter(phase -> phase.kind() == kind)
                                        .toList())
                        .lines();
        if (!lines.isEmpty()) {
            say("");
            lines.forEach(line -> say(name(kind) + "  " + line));
        }
    }

    private void row(Medians row, String round) {
        say(
                String.format(
                        Locale.ROOT,
                        ROW,
                        name(row.kind()) + " " + round,
                        row.offeredPerSecond() == 0 ? "-" : decimal(row.offeredPerSecond(), 0),
                        decimal(row.jobsPerSecond(), 0),
                        decimal(row.p50Ms(), 1),
                        decimal(row.p90Ms(), 1),
                        decimal(row.p99Ms(), 1),
                        row.instancePeakRssBytes() == 0
                                ? "-"
                                : decimal(row.instanceCpuSecondsPer1000(), 3),
                        decimal(row.generatorCpuSecondsPer1000(), 3),
                        row.instancePeakRssBytes() == 0
                                ? "-"
                                : decimal(row.instancePeakRssBytes() / MIB, 0)));
    }

    private void findings(PhaseReport phase) {
        Tally tally = phase.tally();
        say(
                String.format(
                        Locale.ROOT,
                        "%s %d: right %,d, wrong %d, failed %d, lost %d, duplicated %d, refused %d;"
                                + " computed anew %d; cache %s",
                        name(phase.kind()),
                        phase.round(),
                        tally.right(),
                        tally.wrong(),
                        tally.failed(),
                        tally.lost(),
                        tally.duplicated(),
                        tally.refusals(),
                        phase.sampled(),
                        tally.cache()));
        details(tally.refused(), "refused: ");
        details(tally.reasons(), "");
    }

    private void details(Map<String, Integer> counts, String prefix) {
        counts.forEach((what, count) -> say("    " + count + " x " + prefix + what));
    }

    /** The name of a kind of phase. */
    public static String name(PhaseReport.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
