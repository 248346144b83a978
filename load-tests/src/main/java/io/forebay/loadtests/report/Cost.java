package io.forebay.loadtests.report;

import io.forebay.loadtests.machine.Usage;
import java.util.List;

/**
 * What a phase cost.
 *
 * @param instanceCpuSecondsPer1000 of all processes under load per 1,000 right jobs; 0 when none
 *     are known
 * @param generatorCpuSecondsPer1000 of the benchmark itself
 * @param instancePeakRssBytes the sum of the peaks of all processes under load
 */
public record Cost(
        double instanceCpuSecondsPer1000,
        double generatorCpuSecondsPer1000,
        long instancePeakRssBytes,
        long generatorPeakRssBytes,
        List<Usage.Consumption> processes) {

    public Cost {
        processes = List.copyOf(processes);
    }

    /**
     * @param jobs right jobs
     */
    public static Cost of(Usage usage, int jobs) {
        double thousands = Math.max(jobs, 1) / 1000.0;
        return new Cost(
                usage.instanceCpuSeconds() / thousands,
                usage.generatorCpuSeconds() / thousands,
                usage.instancePeakRssBytes(),
                usage.generatorPeakRssBytes(),
                usage.instance());
    }
}
