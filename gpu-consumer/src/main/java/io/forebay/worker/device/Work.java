package io.forebay.worker.device;

import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.batch.Candidate;
import io.forebay.worker.batch.Urgency;
import io.forebay.worker.model.Prepared;

/** An attempt that is ready to run. */
public record Work(Attempt attempt, LoadedModel model, Prepared input) {

    /** What can run together. */
    record Bucket(LoadedModel model, Object inputs) {}

    Bucket bucket() {
        // An attempt is equal to itself only.
        return new Bucket(model, attempt.mustRunAlone() ? attempt : input.bucket());
    }

    /** What is learned of it is learned of all like it. */
    Bucket kind() {
        return new Bucket(model, input.shape());
    }

    /** Its share of a batch: a request without rows takes the place of one. */
    int rows() {
        return Math.max(1, input.rows());
    }

    /**
     * @param now Unix epoch milliseconds
     */
    public Candidate<Work> toCandidate(Urgency urgency, long now) {
        return new Candidate<>(
                this,
                attempt.item().getLane(),
                bucket(),
                rows(),
                urgency.of(attempt.item().getEnqueuedAt(), attempt.expiresAt()),
                now,
                attempt.item().getTenant());
    }
}
