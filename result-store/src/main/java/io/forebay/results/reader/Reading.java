package io.forebay.results.reader;

import io.forebay.schemas.wire.JobState;

/** What the view can say of one job. */
public sealed interface Reading {

    /** The newest state in the view. */
    record Found(JobState state) implements Reading {}

    /** The job had ended and was deleted: nothing of it can be read any more, ever. */
    record Deleted() implements Reading {}

    /**
     * The view is complete and has no such job: it was accepted and is not recorded yet, or it is
     * past its retention. The id's age tells which.
     */
    record NotRecorded() implements Reading {}

    /**
     * The view cannot say: Redis is away, or was lost and is being rebuilt.
     *
     * @param reason for people
     */
    record Unavailable(String reason) implements Reading {}
}
