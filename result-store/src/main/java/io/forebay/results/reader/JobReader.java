package io.forebay.results.reader;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.JobState;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the view of jobs. Never shows an older state of a job than this reader has shown before.
 * Safe for use by several threads; calls block, so make them on virtual threads.
 */
public interface JobReader extends AutoCloseable {

    /** To {@link #follow} a job until it has ended, whatever it goes through before. */
    long UNTIL_ENDED = Long.MAX_VALUE;

    /** What the view says now. */
    Reading read(JobId id);

    /** The same of many at once. */
    Map<JobId, Reading> read(Collection<JobId> ids);

    /**
     * Follows a job from a version on; empty when as many wait as may.
     *
     * @param after the version that was seen, 0 = none, or {@link #UNTIL_ENDED}
     */
    Optional<Following> follow(JobId id, long after);

    /** Who of a tenant's jobs has ended, in the order of the log. */
    Feed feed();

    /** The jobs of each tenant. */
    JobIndex index();

    /**
     * Waits until the job has ended, then says what the view says; at the latest after {@code
     * timeout}, when it says what it can. Waiting costs no thread but the caller's.
     */
    Reading awaitTerminal(JobId id, Duration timeout);

    /**
     * The job whose landed result answers repeats of this flight now; empty when there is none or
     * the view cannot say.
     */
    Optional<JobState> landed(FlightKey key);

    /**
     * Claims an Idempotency-Key for a job, unless it is claimed: then says by which.
     *
     * @param keyDigest hex digest of the key
     */
    Claim claim(String tenant, String keyDigest, Claimed wanted, Duration retention);

    /** Reads batches, of the same view. */
    BatchReader batches();

    /** Whether the view can be read at all now. */
    boolean isAvailable();

    @Override
    void close();

    /** Follows one job. To be used by one thread and closed by it. */
    interface Following extends AutoCloseable {

        /**
         * What the view says next of the job, newer than anything said before: found or deleted;
         * empty when nothing new was found within the time. Unavailable only when nothing will come
         * any more, because the thread was interrupted or the reader closed.
         */
        Optional<Reading> next(Duration timeout);

        @Override
        void close();
    }

    /**
     * What an Idempotency-Key stands for.
     *
     * @param contentDigest hex digest of everything in the request that must not differ
     */
    record Claimed(JobId id, String contentDigest) {}

    /** The outcome of a claim. */
    sealed interface Claim {

        /** The key was free and is ours now, or already ours. */
        record Granted() implements Claim {}

        /** The key stands for this. */
        record Taken(Claimed by) implements Claim {}

        /** Nobody can say now: rely on the id that derives from the key. */
        record Unknown() implements Claim {}
    }
}
