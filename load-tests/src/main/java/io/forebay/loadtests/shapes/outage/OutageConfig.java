package io.forebay.loadtests.shapes.outage;

import io.forebay.loadtests.cluster.ClassPaths;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What an outage consists of.
 *
 * @param rate of jobs offered a second, all the time
 * @param before the outage
 * @param outage how long there is no worker
 * @param after the outage
 * @param seed of jobs
 * @param workers how many there are otherwise
 * @param directory of the cluster's data, its logs and the report
 * @param start how long the cluster may take to be ready
 * @param drain how long everything may take to end afterwards
 */
record OutageConfig(
        double rate,
        Duration before,
        Duration outage,
        Duration after,
        long seed,
        int workers,
        Path directory,
        ClassPaths classPaths,
        Duration start,
        Duration drain) {

    OutageConfig {
        if (!(rate > 0)) {
            throw new IllegalArgumentException("rate must be above 0, not " + rate);
        }
        if (!before.isPositive() || !outage.isPositive() || !after.isPositive()) {
            throw new IllegalArgumentException(
                    "the times before, of and after the outage must be above 0");
        }
    }

    Duration length() {
        return before.plus(outage).plus(after);
    }
}
