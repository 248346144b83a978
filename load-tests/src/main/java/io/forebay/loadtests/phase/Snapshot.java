package io.forebay.loadtests.phase;

/**
 * How far a phase is.
 *
 * @param perSecond jobs that ended in the last second
 * @param notRight jobs that ended otherwise than right
 */
public record Snapshot(
        int done, int jobs, double perSecond, int notRight, LatencySummary latency) {}
