package io.forebay.results.reader;

import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.JobState;
import java.util.List;
import java.util.Optional;

/**
 * Reads the view of batches and of their ended lines. Safe for use by several threads; calls block,
 * so make them on virtual threads.
 */
public interface BatchReader {

    /** What the view says now; never an older state than this reader has shown before. */
    BatchReading read(BatchId id);

    /**
     * The tenant's newest batches, newest first; empty when the view cannot say.
     *
     * @param most batches
     */
    Optional<List<BatchState>> list(String tenant, int most);

    /**
     * Batches whose objects are to be read or written, newest first; empty when the view cannot
     * say.
     *
     * @param most batches of each partition
     */
    Optional<List<BatchState>> due(int most);

    /**
     * Lines that have ended, in an order that stays: each of them once.
     *
     * @param after where the reader has come to
     * @param most lines
     * @return empty when the view cannot say
     */
    Optional<List<EndedLine>> ended(BatchId id, Ending ending, LineCursor after, int most);

    /** How many lines there are of that ending; empty when the view cannot say. */
    Optional<Long> count(BatchId id, Ending ending);

    /** How lines end. */
    enum Ending {
        /** With a result. */
        RESULT,
        /** Without one: failed, canceled or expired, and not retried since. */
        ERROR
    }

    /**
     * The job that ended a line.
     *
     * @param cursor to read on after it
     */
    record EndedLine(JobState job, LineCursor cursor) {}
}
