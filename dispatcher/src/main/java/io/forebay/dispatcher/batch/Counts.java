package io.forebay.dispatcher.batch;

import io.forebay.schemas.wire.BatchCounts;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.CacheStatus;
import io.forebay.schemas.wire.State;

/** Counts lines in and out of the states of their jobs. */
final class Counts {

    private Counts() {}

    static void add(BatchState.Builder batch, Line line) {
        batch.getCountsBuilder().setTotal(batch.getCounts().getTotal() + 1);
        count(batch, line, 1);
    }

    static void move(BatchState.Builder batch, Line from, Line to) {
        count(batch, from, -1);
        count(batch, to, 1);
    }

    /** Whether no line may still change. */
    static boolean allEnded(BatchState.Builder batch) {
        return batch.getCounts().getQueued() == 0 && batch.getCounts().getRunning() == 0;
    }

    private static void count(BatchState.Builder batch, Line line, int by) {
        BatchCounts.Builder counts = batch.getCountsBuilder();
        State state = line.state();
        switch (state) {
            case QUEUED, UNRECOGNIZED -> counts.setQueued(counts.getQueued() + by);
            case RUNNING -> counts.setRunning(counts.getRunning() + by);
            case SUCCEEDED -> counts.setCompleted(counts.getCompleted() + by);
            case FAILED -> counts.setFailed(counts.getFailed() + by);
            case CANCELED -> counts.setCanceled(counts.getCanceled() + by);
            case EXPIRED -> counts.setExpired(counts.getExpired() + by);
        }
        if (state == State.SUCCEEDED && line.cache() == CacheStatus.HIT) {
            batch.setCacheHits(batch.getCacheHits() + by);
        }
        if (state == State.SUCCEEDED && line.cache() == CacheStatus.COALESCED) {
            batch.setCoalesced(batch.getCoalesced() + by);
        }
    }
}
