package io.forebay.dispatcher.batch;

import io.forebay.schemas.wire.BatchState;
import java.util.List;

/** What leaves about batches. Confined to the partition's thread. */
public interface BatchOutbox {

    void publish(BatchState batch);

    /** The batch is past its retention. */
    void forget(String batch);

    /** Nobody needs these payloads any more. */
    void discard(String batch, List<String> keys);

    /** Asks for a job's cancellation. */
    void cancel(String jobId, String tenant);
}
