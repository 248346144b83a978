package io.forebay.dispatcher.job;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.Submission;

/**
 * What never changes about a job.
 *
 * @param submission as it came, with its input only where that is a reference: the data lies in the
 *     work topic
 */
public record Card(JobId id, FlightKey flight, Submission submission) {

    public String tenant() {
        return submission.getTenant();
    }

    /** When the job is of no use any more, in epoch milliseconds; 0 = never. */
    public long deadline() {
        return submission.getDeadline();
    }

    /** How long one attempt may wait for its start, in milliseconds. */
    long queueTimeout() {
        return Math.max(0, submission.getStartBy() - submission.getCreatedAt());
    }

    /** A job that joins a flight counts from its own creation. */
    long notBeforeCreation(long at) {
        return Math.max(at, submission.getCreatedAt());
    }
}
