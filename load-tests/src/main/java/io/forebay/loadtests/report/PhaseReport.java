package io.forebay.loadtests.report;

import io.forebay.loadtests.phase.LatencySummary;
import io.forebay.loadtests.phase.Tally;

/**
 * One phase of one round.
 *
 * @param offeredPerSecond the rate of an open loop; 0 for a closed one
 * @param jobsPerSecond right jobs per second
 * @param sampled answers that were computed anew
 */
public record PhaseReport(
        Kind kind,
        int round,
        double offeredPerSecond,
        double seconds,
        double jobsPerSecond,
        LatencySummary latency,
        LatencySummary sendLag,
        int sampled,
        Tally tally,
        Cost cost) {

    /** How jobs were sent. */
    public enum Kind {
        CLOSED,
        OPEN
    }
}
