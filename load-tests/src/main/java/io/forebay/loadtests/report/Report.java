package io.forebay.loadtests.report;

import io.forebay.loadtests.machine.MachineFacts;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A whole run.
 *
 * @param config what was asked for, without the API key
 * @param phases in the order in which they ran
 */
public record Report(
        String startedAt,
        Map<String, Object> config,
        MachineFacts machine,
        List<PhaseReport> phases,
        List<Medians> medians,
        boolean clean) {

    public Report {
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
        phases = List.copyOf(phases);
        medians = List.copyOf(medians);
    }

    public static Report of(
            Instant startedAt,
            Map<String, Object> config,
            MachineFacts machine,
            List<PhaseReport> phases) {
        List<Medians> medians =
                Stream.of(PhaseReport.Kind.values())
                        .map(kind -> phases.stream().filter(phase -> phase.kind() == kind).toList())
                        .filter(ofKind -> !ofKind.isEmpty())
                        .map(Medians::of)
                        .toList();
        return new Report(startedAt.toString(), config, machine, phases, medians, isClean(phases));
    }

    /** Every job right or refused, and at least one right in each phase. */
    private static boolean isClean(List<PhaseReport> phases) {
        return phases.stream()
                .allMatch(phase -> phase.tally().isClean() && phase.tally().right() > 0);
    }

    /**
     * Writes everything as JSON.
     *
     * @throws java.io.UncheckedIOException when the file cannot be written
     */
    public void write(Path file) {
        JsonFile.write(file, this);
    }
}
