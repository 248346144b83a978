package io.forebay.worker.batch;

import io.forebay.schemas.wire.Lane;

/**
 * Something that waits to run. All times are Unix epoch milliseconds.
 *
 * @param bucket candidates of equal buckets can run together
 * @param rows its share of a batch, at least 1
 * @param urgency the earlier, the sooner it runs
 * @param arrivedAt since when it is ready to run
 * @param tenant whose it is: tenants take turns
 */
public record Candidate<T>(
        T work, Lane lane, Object bucket, int rows, long urgency, long arrivedAt, String tenant) {

    public Candidate {
        if (rows < 1) {
            throw new IllegalArgumentException("rows must be at least 1, not " + rows);
        }
    }

    /** Of the one tenant that there is. */
    public Candidate(T work, Lane lane, Object bucket, int rows, long urgency, long arrivedAt) {
        this(work, lane, bucket, rows, urgency, arrivedAt, "");
    }
}
