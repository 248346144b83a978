package io.forebay.results.webhook.delivery;

/**
 * How receivers are kept apart.
 *
 * @param concurrency calls to one host of one tenant at once
 * @param queue deliveries that wait in memory for one host; more wait in the log
 * @param maxParked deliveries that wait in the log for one host; more are given up
 * @param maxInMemory deliveries in memory over all hosts
 * @param failuresToSlow failures in a row after which a host gets one call at a time
 */
public record LaneConfig(
        Integer concurrency,
        Integer queue,
        Integer maxParked,
        Integer maxInMemory,
        Integer failuresToSlow) {

    public static final LaneConfig DEFAULT = new LaneConfig(32, 256, 250_000, 10_000, 5);

    public LaneConfig {
        concurrency = concurrency == null ? Integer.valueOf(32) : concurrency;
        queue = queue == null ? Integer.valueOf(256) : queue;
        maxParked = maxParked == null ? Integer.valueOf(250_000) : maxParked;
        maxInMemory = maxInMemory == null ? Integer.valueOf(10_000) : maxInMemory;
        failuresToSlow = failuresToSlow == null ? Integer.valueOf(5) : failuresToSlow;
        if (concurrency < 1
                || queue < 1
                || maxParked < 1
                || maxInMemory < 1
                || failuresToSlow < 1) {
            throw new IllegalArgumentException(
                    "concurrency, queue, max-parked, max-in-memory and failures-to-slow must be at"
                            + " least 1");
        }
    }
}
