package io.forebay.dispatcher.batch;

import io.forebay.schemas.wire.BatchState;

/** What leaves about batches. Confined to the partition's thread. */
public interface BatchOutbox {

    void publish(BatchState batch);

    /** The batch is past its retention. */
    void forget(String batch);

    /** Asks for a job's cancellation. */
    void cancel(String jobId, String tenant);
}
