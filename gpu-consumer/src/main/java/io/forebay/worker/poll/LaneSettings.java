package io.forebay.worker.poll;

import java.time.Duration;

/**
 * @param maxItems attempts in hand from which on a lane takes no more, until half of them are
 *     finished
 * @param maxBytes the same by their estimated memory
 * @param commitInterval least time between two commits
 * @param revokeTimeout how long work in progress may hold up a rebalance
 * @param drainTimeout how long work in progress may hold up the end
 * @param loneRun shared by all lanes of the process
 */
public record LaneSettings(
        int maxItems,
        long maxBytes,
        Duration commitInterval,
        Duration revokeTimeout,
        Duration drainTimeout,
        LoneRun loneRun) {}
