package io.forebay.loadtests.torture;

import io.forebay.loadtests.cluster.ClassPaths;
import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.torture.fault.FaultGroup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What a campaign does.
 *
 * @param jobs offered in all
 * @param rate of them a second
 * @param seed of jobs and faults
 * @param faults that may befall the cluster; none = only load
 * @param every how often there are some
 * @param faultsFor how long; zero = as long as jobs are offered
 * @param counts how many processes of each role
 * @param directory of the cluster's data, its logs, the history and the report
 * @param classPaths of the services
 * @param start how long the cluster may take to be ready, at first and after the faults
 * @param drain how long everything may take to end afterwards
 * @param reexecution the share of flights that may be executed again
 */
public record TortureConfig(
        int jobs,
        double rate,
        long seed,
        Set<FaultGroup> faults,
        Duration every,
        Duration faultsFor,
        Map<Role, Integer> counts,
        Path directory,
        ClassPaths classPaths,
        Duration start,
        Duration drain,
        double reexecution) {

    public TortureConfig {
        faults = Set.copyOf(faults);
        counts = Map.copyOf(counts);
        if (jobs < 1) {
            throw new IllegalArgumentException("jobs must be at least 1, not " + jobs);
        }
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate must be above 0, not " + rate);
        }
        if (faults.contains(FaultGroup.UPGRADES) && !classPaths.areTwo()) {
            throw new IllegalArgumentException(
                    "faults of %s want another version to exchange services for: give --other-version"
                            .formatted(FaultGroup.UPGRADES));
        }
        if (faultsFor.isNegative()) {
            throw new IllegalArgumentException("faults-for must be at least 0, not " + faultsFor);
        }
        if (!every.isPositive()) {
            throw new IllegalArgumentException("every must be above 0, not " + every);
        }
    }

    /** How long jobs are offered. */
    Duration length() {
        return Duration.ofMillis((long) (1_000 * jobs / rate));
    }

    /** How long there are faults. */
    Duration storm() {
        return faultsFor.isZero() ? length() : faultsFor;
    }
}
