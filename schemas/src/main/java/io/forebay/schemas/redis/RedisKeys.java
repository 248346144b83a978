package io.forebay.schemas.redis;

import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;

/**
 * The names of everything in Redis. The view of one partition of the job states shares one hash tag
 * {@code {n}}, so that a Redis Cluster keeps it on one node and one script can change it whole.
 *
 * @param partitions of the topics keyed by flight
 */
public record RedisKeys(int partitions) {

    /** The channel that says, as a hint only, which job ids changed: ids joined by spaces. */
    public static final String CHANGED_CHANNEL = "fb:changed";

    /** The channel that says, as a hint only, whose jobs have ended: tenants joined by newlines. */
    public static final String COMPLETED_CHANNEL = "fb:completed";

    /** The hash of what each projecting process has seen of late: JSON, by the process's name. */
    public static final String PULSE = "fb:pulse";

    private static final String PREFIX = "fb:{";

    /** The partition whose view holds the job. */
    public int partition(JobId id) {
        return id.route().partition(partitions);
    }

    /** A {@code JobState} message; empty when the job was deleted. */
    public String job(JobId id) {
        return job(partition(id), id.text());
    }

    /** A {@code JobState} message; empty when the job was deleted. */
    public String job(int partition, String jobId) {
        return PREFIX + partition + "}:job:" + jobId;
    }

    /**
     * The sorted set of a tenant's ended jobs, by the offset of the record that ended each: {@link
     * IndexEntry} with the time of the end.
     */
    public String feed(int partition, String tenant) {
        return PREFIX + partition + "}:feed:" + tenant;
    }

    /** The sorted set of a tenant's jobs, by name: {@link IndexEntry} with the time of creation. */
    public String jobs(int partition, String tenant) {
        return PREFIX + partition + "}:jobs:" + tenant;
    }

    /**
     * A tenant's open jobs that are no lines of batches: their ids, sorted by when they would leave
     * the view.
     */
    public String open(int partition, String tenant) {
        return PREFIX + partition + "}:open:" + tenant;
    }

    /** The id of the job whose result answers repeats of the flight. */
    public String flight(FlightKey key) {
        return PREFIX + key.route().partition(partitions) + "}:flight:" + key.hex();
    }

    /** How far the view of a partition has come: see {@link ViewPosition}. */
    public String position(int partition) {
        return PREFIX + partition + "}:position";
    }

    /** The partition whose view holds the batch. */
    public int partition(BatchId id) {
        return id.route().partition(partitions);
    }

    /** A {@code BatchState} message. */
    public String batch(int partition, String batchId) {
        return PREFIX + partition + "}:batch:" + batchId;
    }

    /** How far the view of a partition of the batches has come. */
    public String batchPosition(int partition) {
        return PREFIX + partition + "}:batch-position";
    }

    /** A tenant's batches of one partition: their ids, sorted by their time of creation. */
    public String batchesOf(int partition, String tenant) {
        return PREFIX + partition + "}:batches:" + tenant;
    }

    /** Batches of one partition whose objects are to be read or written: ids, as above. */
    public String batchDuties(int partition) {
        return PREFIX + partition + "}:batch-duties";
    }

    /**
     * Jobs of one partition that ended a line of a batch with a result: their ids, sorted by the
     * offset of the state.
     */
    public String batchResults(int partition, String batchId) {
        return PREFIX + partition + "}:batch-results:" + batchId;
    }

    /** The same of those that ended without a result. */
    public String batchErrors(int partition, String batchId) {
        return PREFIX + partition + "}:batch-errors:" + batchId;
    }

    /** A hash of {@code DeliveryAttempt} messages: the attempts of a job's deliveries. */
    public String deliveries(JobId id) {
        return deliveries(partition(id), id.text());
    }

    /** A hash of {@code DeliveryAttempt} messages: the attempts of a job's deliveries. */
    public String deliveries(int partition, String jobId) {
        return PREFIX + partition + "}:deliveries:" + jobId;
    }

    /** How far a partition's attempts of deliveries have come: see {@link ViewPosition}. */
    public String deliveryPosition(int partition) {
        return PREFIX + partition + "}:delivery-position";
    }

    /** The claim of an Idempotency-Key: job id and content digest of its first submission. */
    public String idempotencyClaim(String tenant, String keyDigest) {
        return "fb:idempotency:" + tenant + ":" + keyDigest;
    }
}
