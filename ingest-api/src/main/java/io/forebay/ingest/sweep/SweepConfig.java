package io.forebay.ingest.sweep;

import java.time.Duration;

/**
 * How long payloads are kept. A bucket has lifecycle rules for this: then it is off here.
 *
 * @param every how often this node looks through the payload store; 0 = never
 * @param payloads for how long inputs and outputs are kept after they were put: longer than dead
 *     letters (30 days), which name them, and than jobs with what the cache may add to them
 * @param batches for how long the text of batches is kept, finalized or not
 */
public record SweepConfig(Duration every, Duration payloads, Duration batches) {

    public static final SweepConfig DEFAULT =
            new SweepConfig(Duration.ofHours(1), Duration.ofDays(31), Duration.ofDays(4));

    public SweepConfig {
        every = every == null ? Duration.ofHours(1) : every;
        payloads = payloads == null ? Duration.ofDays(31) : payloads;
        batches = batches == null ? Duration.ofDays(4) : batches;
        if (every.isNegative()) {
            throw new IllegalArgumentException("sweep.every must be 0 or more");
        }
        if (!payloads.isPositive() || !batches.isPositive()) {
            throw new IllegalArgumentException("sweep.payloads and sweep.batches must be above 0");
        }
    }

    /**
     * Holds the times against what names the payloads.
     *
     * @param retention of jobs and batches after their end
     * @param window for how long a batch may run, and its retry again
     * @throws IllegalArgumentException when payloads would go before what names them
     */
    public void require(Duration retention, Duration window) {
        requireAtLeast("sweep.payloads", payloads, retention.plus(window));
        requireAtLeast("sweep.batches", batches, retention.plus(window.multipliedBy(2)));
    }

    private static void requireAtLeast(String key, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "%s is %s, and jobs need their payloads for %s (jobs.retention, jobs.retention-of, batches.window)"
                            .formatted(key, value, least));
        }
    }
}
