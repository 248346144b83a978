package io.forebay.dispatcher.batch;

import io.forebay.schemas.wire.BatchLineChanged;
import io.forebay.schemas.wire.CacheStatus;
import io.forebay.schemas.wire.State;

/**
 * A line of a batch, by its newest job.
 *
 * @param round how often it was retried before
 * @param version of the job's state; 0 = nothing is known but that it was submitted
 * @param counted false while its job was heard of before the lines that it came with
 */
public record Line(
        String jobId, int round, long version, State state, CacheStatus cache, boolean counted) {

    static Line queued(String jobId, int round) {
        return new Line(jobId, round, 0, State.QUEUED, CacheStatus.MISS, true);
    }

    static Line of(BatchLineChanged change, boolean counted) {
        return new Line(
                change.getJobId(),
                change.getRound(),
                change.getVersion(),
                change.getState(),
                change.getCache(),
                counted);
    }

    Line count() {
        return new Line(jobId, round, version, state, cache, true);
    }

    /** Whether its job may still change. */
    public boolean isOpen() {
        return switch (state) {
            case QUEUED, RUNNING, UNRECOGNIZED -> true;
            case SUCCEEDED, FAILED, CANCELED, EXPIRED -> false;
        };
    }

    /** Whether this tells more than what is known: a later round, or a later state of the job. */
    boolean supersedes(Line known) {
        if (round != known.round) {
            return round > known.round;
        }
        // Lines whose upload broke may come again with another content, and so as another job.
        return jobId.equals(known.jobId) ? version > known.version : !known.counted;
    }
}
