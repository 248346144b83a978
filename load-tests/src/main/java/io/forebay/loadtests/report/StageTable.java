package io.forebay.loadtests.report;

import io.forebay.loadtests.machine.Usage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the CPU time of a job goes, by what threads are there for. */
record StageTable(List<PhaseReport> phases) {

    private static final double MICROS = 1e6;
    private static final String ENDED = "threads that ended";
    private static final String ROW = "%-46s %10s %6s";

    StageTable {
        phases = List.copyOf(phases);
    }

    /** CPU microseconds of each stage per right job, in the order of {@link Stage}. */
    Map<String, Double> microsPerJob() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            seconds.put(stage.title(), 0.0);
        }
        for (PhaseReport phase : phases) {
            phase.cost().processes().forEach(process -> add(process, seconds));
        }
        int jobs = Math.max(1, phases.stream().mapToInt(phase -> phase.tally().right()).sum());
        seconds.replaceAll((_, spent) -> spent * MICROS / jobs);
        seconds.values().removeIf(micros -> micros == 0);
        return seconds;
    }

    private static void add(Usage.Consumption process, Map<String, Double> seconds) {
        String whole = Stage.process(process.name());
        if (!whole.isEmpty()) {
            seconds.merge(whole, process.cpuSeconds(), Double::sum);
            return;
        }
        double told = 0;
        for (Map.Entry<String, Double> thread : process.threads().entrySet()) {
            seconds.merge(Stage.of(thread.getKey()).title(), thread.getValue(), Double::sum);
            told += thread.getValue();
        }
        seconds.merge(ENDED, Math.max(0, process.cpuSeconds() - told), Double::sum);
    }

    /** The table, a line each; none when no processes are known. */
    List<String> lines() {
        Map<String, Double> micros = microsPerJob();
        double sum = micros.values().stream().mapToDouble(Double::doubleValue).sum();
        if (sum == 0) {
            return List.of();
        }
        List<String> lines = new java.util.ArrayList<>();
        lines.add(ROW.formatted("where the CPU time of a job goes", "us/job", "share"));
        micros.forEach((stage, spent) -> lines.add(row(stage, spent, sum)));
        lines.add(row("all", sum, sum));
        return lines;
    }

    private static String row(String stage, double micros, double sum) {
        return String.format(
                Locale.ROOT,
                ROW,
                stage,
                String.format(Locale.ROOT, "%,.0f", micros),
                String.format(Locale.ROOT, "%.0f %%", 100 * micros / sum));
    }
}
