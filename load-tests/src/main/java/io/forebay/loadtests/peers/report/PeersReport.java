package io.forebay.loadtests.peers.report;

import io.forebay.loadtests.machine.MachineFacts;
import io.forebay.loadtests.peers.measure.Figures;
import io.forebay.loadtests.report.JsonFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole comparison.
 *
 * @param asked what was asked for
 * @param steps medians and ratios
 * @param figures of every step of every round, in the order in which they were taken
 * @param clean whether every job of every system was answered once and right
 */
public record PeersReport(
        String startedAt,
        Map<String, Object> asked,
        MachineFacts machine,
        List<StepSummary> steps,
        List<Figures> figures,
        boolean clean) {

    public PeersReport {
        asked = Collections.unmodifiableMap(new LinkedHashMap<>(asked));
        steps = List.copyOf(steps);
        figures = List.copyOf(figures);
    }

    public static PeersReport of(
            Instant startedAt, Map<String, Object> asked, List<Figures> figures) {
        return new PeersReport(
                startedAt.toString(),
                asked,
                MachineFacts.read(),
                figures.stream()
                        .map(Figures::step)
                        .distinct()
                        .map(step -> StepSummary.of(step, figures))
                        .toList(),
                figures,
                figures.stream().allMatch(Figures::isClean));
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
