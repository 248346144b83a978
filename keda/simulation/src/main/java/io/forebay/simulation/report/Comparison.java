package io.forebay.simulation.report;

import static java.util.stream.Collectors.averagingDouble;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** All runs, and what they say. */
public record Comparison(List<Row> rows) {

    /** Attainment from which GPU time is compared. */
    private static final double GOAL = 0.99;

    public Comparison {
        rows = List.copyOf(rows);
    }

    public void writeCsv(Path file) {
        List<String> lines = new ArrayList<>(List.of(Row.HEADER));
        rows.forEach(row -> lines.add(row.csv()));
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /**
     * For each trace and cold start: the policy of ours, the cheapest {@code rival} that attains 99
     * %, and the clairvoyant; means over everything else.
     *
     * @param rival how the titles of the one to beat begin
     */
    public String headline(String ours, String rival, String clairvoyant) {
        StringBuilder table = new StringBuilder();
        table.append(
                "| trace | L s | ours: % within SLO / cost | cheapest of max(lag, rate) at 99 % | clairvoyant | ours to it | verdict |\n|---|---|---|---|---|---|---|\n");
        for (double coldStart : distinct(row -> row.setting().coldStart())) {
            for (String workload : workloads()) {
                List<Row> here =
                        rows.stream()
                                .filter(row ->
                                        row.workload().equals(workload)
                                                && row.setting().coldStart() == coldStart)
                                .toList();
                table.append(line(workload, coldStart, here, ours, rival, clairvoyant));
            }
        }
        return table.toString();
    }

    /** Means per policy: attainment, cost, cold starts. */
    public String policies() {
        StringBuilder table =
                new StringBuilder(
                        "| policy | % within SLO, mean / worst trace | cost, mean | runs at 99 % | cold starts | reversals |\n|---|---|---|---|---|---|\n");
        for (String policy : titles()) {
            List<Row> of = of(rows, policy);
            table.append(
                    text(
                            "| %s | %.2f / %.2f | %.2f | %.0f %% | %.0f | %.0f |%n",
                            policy,
                            100 * mean(of, row -> row.outcome().attained()),
                            100
                                    * of.stream()
                                            .mapToDouble(row -> row.outcome().attained())
                                            .min()
                                            .orElse(0),
                            mean(of, row -> row.outcome().cost()),
                            100 * mean(of, row -> row.outcome().attained() >= GOAL ? 1 : 0),
                            mean(of, row -> row.outcome().coldStarts()),
                            mean(of, row -> row.outcome().reversals())));
        }
        return table.toString();
    }

    public Set<String> titles() {
        return new LinkedHashSet<>(rows.stream().map(Row::policy).toList());
    }

    public Set<String> workloads() {
        return new LinkedHashSet<>(rows.stream().map(Row::workload).toList());
    }

    static List<Row> of(List<Row> rows, String policy) {
        return rows.stream().filter(row -> row.policy().equals(policy)).toList();
    }

    static double mean(List<Row> rows, ToDoubleFunction<Row> value) {
        return rows.stream().collect(averagingDouble(value));
    }

    private List<Double> distinct(ToDoubleFunction<Row> value) {
        return rows.stream().mapToDouble(value).distinct().sorted().boxed().toList();
    }

    private String line(
            String workload,
            double coldStart,
            List<Row> here,
            String ours,
            String rival,
            String clairvoyant) {
        double attained = mean(of(here, ours), row -> row.outcome().attained());
        double cost = mean(of(here, ours), row -> row.outcome().cost());
        Optional<String> cheapest =
                titles().stream()
                        .filter(title -> title.startsWith(rival))
                        .filter(title ->
                                mean(of(here, title), row -> row.outcome().attained()) >= GOAL)
                        .min(
                                Comparator.comparingDouble(title ->
                                        mean(of(here, title), row -> row.outcome().cost())));
        double best =
                cheapest.map(title -> mean(of(here, title), row -> row.outcome().cost()))
                        .orElse(Double.POSITIVE_INFINITY);
        double ideal = mean(of(here, clairvoyant), row -> row.outcome().cost());
        double idealAttained = mean(of(here, clairvoyant), row -> row.outcome().attained());
        return text(
                "| %s | %.0f | %.2f / %.2f | %s | %.1f / %.2f | %.2f | %s |%n",
                workload,
                coldStart,
                100 * attained,
                cost,
                cheapest.map(title ->
                                text("%.2f (%s)", best, title.substring(rival.length()).strip()))
                        .orElse("none attains it"),
                100 * idealAttained,
                ideal,
                cost / ideal,
                verdict(attained, cost, best));
    }

    private static String verdict(double attained, double cost, double best) {
        if (attained < GOAL) {
            return "below 99 %";
        }
        return cost < best ? "cheaper" : cost <= 1.05 * best ? "within 5 %" : "dearer";
    }

    static Stream<Row> at(List<Row> rows, double coldStart) {
        return rows.stream().filter(row -> row.setting().coldStart() == coldStart);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more dependency
    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
