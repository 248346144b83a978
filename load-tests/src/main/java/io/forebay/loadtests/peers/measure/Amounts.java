package io.forebay.loadtests.peers.measure;

import java.time.Duration;

/**
 * How much is run, the same for every system.
 *
 * @param jobs of each closed loop, and the most that an open one is offered
 * @param warmupJobs of each model, before its first step
 * @param burstJobs that are posted at once
 * @param webhookJobs whose ends are told
 * @param latency the longest that an open loop lasts
 */
public record Amounts(int jobs, int warmupJobs, int burstJobs, int webhookJobs, Duration latency) {

    private static final double NANOS = 1e9;

    public Amounts {
        requireAtLeastOne("jobs", jobs);
        requireAtLeastOne("warmup-jobs", warmupJobs);
        requireAtLeastOne("burst-jobs", burstJobs);
        requireAtLeastOne("webhook-jobs", webhookJobs);
        if (!latency.isPositive()) {
            throw new IllegalArgumentException("duration must be above 0, not " + latency);
        }
    }

    /** How long an open loop of this many jobs a second lasts. */
    Duration openLoop(double rate) {
        long forAll = Math.round(jobs / rate * NANOS);
        return forAll < latency.toNanos() ? Duration.ofNanos(forAll) : latency;
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
    }
}
