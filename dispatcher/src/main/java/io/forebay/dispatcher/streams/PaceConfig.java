package io.forebay.dispatcher.streams;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Latency against load.
 *
 * @param threads stream threads of this instance; partitions are shared among them
 * @param commitInterval the longest that a busy thread goes without a commit, with which job states
 *     become visible; one with nothing at hand commits sooner
 * @param linger how long a record waits for others to be sent with, on its way to a worker too,
 *     unless a commit sends it before
 * @param pollInterval a thread without records looks up this often
 * @param fetchWait how long a broker may hold a fetch without records
 * @param maxBlock how long a thread may stand still for a broker that does not answer its producer
 * @param startTimeout for creating and checking topics at start
 * @param closeTimeout for finishing and leaving the group
 */
public record PaceConfig(
        Integer threads,
        Duration commitInterval,
        Duration linger,
        Duration pollInterval,
        Duration fetchWait,
        Duration maxBlock,
        Duration startTimeout,
        Duration closeTimeout) {

    public static final PaceConfig DEFAULT =
            new PaceConfig(null, null, null, null, null, null, null, null);

    public PaceConfig(
            @Nullable Integer threads,
            @Nullable Duration commitInterval,
            @Nullable Duration linger,
            @Nullable Duration pollInterval,
            @Nullable Duration fetchWait,
            @Nullable Duration maxBlock,
            @Nullable Duration startTimeout,
            @Nullable Duration closeTimeout) {
        this.threads = threads == null ? 1 : threads;
        this.commitInterval = commitInterval == null ? Duration.ofMillis(30) : commitInterval;
        this.linger = linger == null ? Duration.ofMillis(1) : linger;
        this.pollInterval = pollInterval == null ? Duration.ofMillis(5) : pollInterval;
        this.fetchWait = fetchWait == null ? Duration.ofMillis(50) : fetchWait;
        this.maxBlock = maxBlock == null ? Duration.ofSeconds(30) : maxBlock;
        this.startTimeout = startTimeout == null ? Duration.ofSeconds(60) : startTimeout;
        this.closeTimeout = closeTimeout == null ? Duration.ofSeconds(20) : closeTimeout;
        if (this.threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + this.threads);
        }
        if (this.commitInterval.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "commit-interval must be at least 1ms, not " + this.commitInterval);
        }
    }
}
