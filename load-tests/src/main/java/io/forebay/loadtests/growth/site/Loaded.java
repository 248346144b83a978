package io.forebay.loadtests.growth.site;

import io.forebay.loadtests.phase.LatencySummary;
import io.forebay.loadtests.phase.Tally;
import io.forebay.loadtests.workload.ContentPlan;

/**
 * What came of jobs, and what they cost.
 *
 * @param plan of their inputs
 */
public record Loaded(
        ContentPlan plan, double seconds, LatencySummary latency, Tally tally, Spent spent) {

    /** Right jobs a second. */
    public double jobsPerSecond() {
        return tally.right() / seconds;
    }

    /** Milliseconds from the end of one job to that of the next, on average. */
    public double wallMsPerJob() {
        return 1_000 * seconds / Math.max(1, tally.right());
    }

    /** Milliseconds of processors, of all of the site's processes. */
    public double cpuMsPerJob() {
        return 1_000 * spent.cpuSeconds() / Math.max(1, tally.right());
    }
}
