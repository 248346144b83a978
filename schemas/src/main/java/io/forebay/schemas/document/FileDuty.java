package io.forebay.schemas.document;

import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.BatchStatus;

/** What is still to be done about the objects of a batch. */
public enum FileDuty {
    /** Its lines lie in an object, and are not all taken. */
    READ,
    /** It has ended, and its results are not yet where they were asked for. */
    WRITE,
    NONE;

    /** What this state of the batch leaves to do. */
    public static FileDuty of(BatchState batch) {
        if (!batch.getSource().isEmpty() && batch.getStatus() == BatchStatus.BATCH_OPEN) {
            return READ;
        }
        boolean ended = !batch.getOutput().isEmpty() && batch.getFinishedAt() != 0;
        return ended && batch.getWrittenFor() != batch.getFinishedAt() ? WRITE : NONE;
    }
}
