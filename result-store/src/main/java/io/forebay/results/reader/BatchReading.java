package io.forebay.results.reader;

import io.forebay.schemas.wire.BatchState;

/** What the view can say of one batch. */
public sealed interface BatchReading {

    /** The newest state in the view. */
    record Found(BatchState state) implements BatchReading {}

    /** The view is complete and has no such batch: it was just opened, or is past its retention. */
    record NotRecorded() implements BatchReading {}

    /**
     * The view cannot say: Redis is away, or was lost and is being rebuilt.
     *
     * @param reason for people
     */
    record Unavailable(String reason) implements BatchReading {}
}
