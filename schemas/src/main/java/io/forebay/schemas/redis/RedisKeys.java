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

    /** What Redis's rules call all {@linkplain #idempotencyClaim claims}. */
    public static final String CLAIMS_PATTERN = "fb:idempotency:*";

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
        return KeyKind.JOB.of(partition, jobId);
    }

    /**
     * The sorted set of a tenant's ended jobs, by the offset of the record that ended each: {@link
     * IndexEntry} with the time of the end.
     */
    public String feed(int partition, String tenant) {
        return KeyKind.FEED.of(partition, tenant);
    }

    /** The sorted set of a tenant's jobs, by name: {@link IndexEntry} with the time of creation. */
    public String jobs(int partition, String tenant) {
        return KeyKind.JOBS.of(partition, tenant);
    }

    /**
     * A tenant's open jobs that are no lines of batches: their ids, sorted by when they would leave
     * the view.
     */
    public String open(int partition, String tenant) {
        return KeyKind.OPEN.of(partition, tenant);
    }

    /** The id of the job whose result answers repeats of the flight. */
    public String flight(FlightKey key) {
        return KeyKind.FLIGHT.of(key.route().partition(partitions), key.hex());
    }

    /** How far the view of a partition has come: see {@link ViewPosition}. */
    public String position(int partition) {
        return KeyKind.POSITION.of(partition);
    }

    /** The partition whose view holds the batch. */
    public int partition(BatchId id) {
        return id.route().partition(partitions);
    }

    /** A {@code BatchState} message. */
    public String batch(int partition, String batchId) {
        return KeyKind.BATCH.of(partition, batchId);
    }

    /** How far the view of a partition of the batches has come. */
    public String batchPosition(int partition) {
        return KeyKind.BATCH_POSITION.of(partition);
    }

    /** A tenant's batches of one partition: their ids, sorted by their time of creation. */
    public String batchesOf(int partition, String tenant) {
        return KeyKind.BATCHES.of(partition, tenant);
    }

    /** Batches of one partition whose objects are to be read or written: ids, as above. */
    public String batchDuties(int partition) {
        return KeyKind.BATCH_DUTIES.of(partition);
    }

    /**
     * Jobs of one partition that ended a line of a batch with a result: their ids, sorted by the
     * offset of the state.
     */
    public String batchResults(int partition, String batchId) {
        return KeyKind.BATCH_RESULTS.of(partition, batchId);
    }

    /** The same of those that ended without a result. */
    public String batchErrors(int partition, String batchId) {
        return KeyKind.BATCH_ERRORS.of(partition, batchId);
    }

    /** A hash of {@code DeliveryAttempt} messages: the attempts of a job's deliveries. */
    public String deliveries(JobId id) {
        return deliveries(partition(id), id.text());
    }

    /** A hash of {@code DeliveryAttempt} messages: the attempts of a job's deliveries. */
    public String deliveries(int partition, String jobId) {
        return KeyKind.DELIVERIES.of(partition, jobId);
    }

    /** How far a partition's attempts of deliveries have come: see {@link ViewPosition}. */
    public String deliveryPosition(int partition) {
        return KeyKind.DELIVERY_POSITION.of(partition);
    }

    /** The claim of an Idempotency-Key: job id and content digest of its first submission. */
    public String idempotencyClaim(String tenant, String keyDigest) {
        return "fb:idempotency:" + tenant + ":" + keyDigest;
    }
}
