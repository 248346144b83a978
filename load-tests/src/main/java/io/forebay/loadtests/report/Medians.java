package io.forebay.loadtests.report;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** The medians over the rounds of one kind of phase; each figure on its own. */
public record Medians(
        PhaseReport.Kind kind,
        int rounds,
        double offeredPerSecond,
        double jobsPerSecond,
        double p50Ms,
        double p90Ms,
        double p99Ms,
        double p999Ms,
        double instanceCpuSecondsPer1000,
        double generatorCpuSecondsPer1000,
        double instancePeakRssBytes) {

    /**
     * @param phases of one kind, at least one
     */
    static Medians of(List<PhaseReport> phases) {
        return new Medians(
                phases.getFirst().kind(),
                phases.size(),
                median(phases, PhaseReport::offeredPerSecond),
                median(phases, PhaseReport::jobsPerSecond),
                median(phases, phase -> phase.latency().p50Ms()),
                median(phases, phase -> phase.latency().p90Ms()),
                median(phases, phase -> phase.latency().p99Ms()),
                median(phases, phase -> phase.latency().p999Ms()),
                median(phases, phase -> phase.cost().instanceCpuSecondsPer1000()),
                median(phases, phase -> phase.cost().generatorCpuSecondsPer1000()),
                median(phases, phase -> phase.cost().instancePeakRssBytes()));
    }

    private static double median(List<PhaseReport> phases, ToDoubleFunction<PhaseReport> figure) {
        return Median.of(phases.stream().mapToDouble(figure).toArray());
    }
}
