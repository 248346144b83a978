package io.forebay.loadtests.machine;

import java.util.List;
import java.util.Map;

/**
 * What a phase cost.
 *
 * @param generatorCpuSeconds of the benchmark itself
 * @param instance the processes under load; empty when none are known
 */
public record Usage(
        double generatorCpuSeconds, long generatorPeakRssBytes, List<Consumption> instance) {

    public Usage {
        instance = List.copyOf(instance);
    }

    /**
     * One process.
     *
     * @param cpuSeconds in this phase
     * @param peakRssBytes in its whole life
     * @param threads CPU seconds in this phase of those of its threads that live, by the first
     *     fifteen characters of their names without numbers at the end
     */
    public record Consumption(
            String name,
            long pid,
            double cpuSeconds,
            long peakRssBytes,
            Map<String, Double> threads) {

        public Consumption {
            threads = Map.copyOf(threads);
        }
    }

    /** CPU seconds of all processes under load. */
    public double instanceCpuSeconds() {
        return instance.stream().mapToDouble(Consumption::cpuSeconds).sum();
    }

    /** The sum of the peaks of all processes under load. */
    public long instancePeakRssBytes() {
        return instance.stream().mapToLong(Consumption::peakRssBytes).sum();
    }
}
