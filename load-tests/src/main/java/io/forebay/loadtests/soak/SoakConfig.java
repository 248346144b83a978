package io.forebay.loadtests.soak;

import io.forebay.loadtests.cluster.ClassPaths;
import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.soak.sample.Sampler;
import io.forebay.loadtests.soak.slope.SlopeRule;
import io.forebay.loadtests.torture.fault.FaultGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What a soak does.
 *
 * @param length of the load
 * @param rate of jobs offered a second; 0 = a share of what is measured
 * @param share of the rate that the cluster can sustain
 * @param measure how long that is measured
 * @param seed of jobs and faults
 * @param faults that befall the cluster in turn; none = only load
 * @param every how often there is one; so rarely that all recovers in between
 * @param counts how many processes of each role
 * @param directory of the cluster's data, its logs and the report
 * @param classPaths of the services
 * @param rhythm of the samples
 * @param rule when something grows
 * @param start how long the cluster may take to be ready, at first and after the faults
 * @param drain how long everything may take to end afterwards
 * @param reexecution the share of flights that may be executed again
 */
public record SoakConfig(
        Duration length,
        double rate,
        double share,
        Duration measure,
        long seed,
        Set<FaultGroup> faults,
        Duration every,
        Map<Role, Integer> counts,
        Path directory,
        ClassPaths classPaths,
        Sampler.Rhythm rhythm,
        SlopeRule rule,
        Duration start,
        Duration drain,
        double reexecution) {

    public SoakConfig {
        faults = Set.copyOf(faults);
        counts = Map.copyOf(counts);
        if (!length.isPositive()) {
            throw new IllegalArgumentException("length must be above 0, not " + length);
        }
        if (!(rate >= 0)) {
            throw new IllegalArgumentException("rate must be 0 or more, not " + rate);
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("load must be above 0 and at most 1, not " + share);
        }
        if (!every.isPositive()) {
            throw new IllegalArgumentException("every must be above 0, not " + every);
        }
    }
}
