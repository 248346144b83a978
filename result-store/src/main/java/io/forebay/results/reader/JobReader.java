package io.forebay.results.reader;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.JobState;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads the view of jobs. Never shows an older state of a job than this reader has shown before.
 * Safe for use by several threads; calls block, so make them on virtual threads.
 */
public interface JobReader extends AutoCloseable {

    /** What the view says now. */
    Reading read(JobId id);

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
