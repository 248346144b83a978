package io.forebay.dispatcher.batch;

import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.payload.PayloadKey;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.BatchStatus;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The text of a batch lies in the payload store, so that lines that failed can be run again. When
 * none has, it goes with the batch's end. Confined to the partition's thread.
 */
record KeptText(BatchOutbox outbox) {

    /** In one record: some 80 bytes each. */
    private static final int MOST_KEYS = 1_000;

    /** The batch has another status than before. */
    void settle(BatchState batch) {
        if (batch.getStatus() != BatchStatus.BATCH_COMPLETED
                || batch.getCounts().getCompleted() != batch.getCounts().getTotal()) {
            return;
        }
        BatchId id = new BatchId(batch.getBatchId());
        for (long from = 0; from < batch.getNextChunk(); from += MOST_KEYS) {
            long to = Math.min(from + MOST_KEYS, batch.getNextChunk());
            List<String> keys =
                    LongStream.range(from, to)
                            .mapToObj(chunk -> PayloadKey.chunk(id, chunk))
                            .toList();
            outbox.discard(batch.getBatchId(), keys);
        }
    }
}
