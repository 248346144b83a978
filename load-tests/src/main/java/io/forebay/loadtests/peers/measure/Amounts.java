package io.forebay.loadtests.peers.measure;

import java.time.Duration;

/**
 * How much is run, the same for every system.
 *
 * @param jobs of each closed loop
 * @param warmupJobs of each model, before its first step
 * @param burstJobs that are posted at once
 * @param webhookJobs whose ends are told
 * @param latency how long each open loop lasts
 */
public record Amounts(int jobs, int warmupJobs, int burstJobs, int webhookJobs, Duration latency) {

    public Amounts {
        requireAtLeastOne("jobs", jobs);
        requireAtLeastOne("warmup-jobs", warmupJobs);
        requireAtLeastOne("burst-jobs", burstJobs);
        requireAtLeastOne("webhook-jobs", webhookJobs);
        if (!latency.isPositive()) {
            throw new IllegalArgumentException("duration must be above 0, not " + latency);
        }
    }

    private static void requireAtLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + value);
        }
    }
}
