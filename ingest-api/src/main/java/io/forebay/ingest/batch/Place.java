package io.forebay.ingest.batch;

import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.wire.BatchState;
import java.time.Duration;
import java.time.Instant;

/**
 * A batch, and where its next line goes.
 *
 * @param deadline when its lines expire
 * @param retention of the batch after its end
 */
record Place(
        BatchId id,
        String tenant,
        Instant deadline,
        Duration retention,
        long line,
        long offset,
        long chunk) {

    static Place of(BatchState batch) {
        return new Place(
                new BatchId(batch.getBatchId()),
                batch.getTenant(),
                Instant.ofEpochMilli(batch.getDeadline()),
                Duration.ofMillis(batch.getRetentionMs()),
                batch.getNextLine(),
                batch.getNextOffset(),
                batch.getNextChunk());
    }

    Place after(Chunk taken) {
        return new Place(
                id,
                tenant,
                deadline,
                retention,
                line + taken.lines().size(),
                offset + taken.size(),
                chunk + 1);
    }

    /** How long the job of a line is kept after its end: as long as the batch, which ends later. */
    Duration lineRetention(Instant now) {
        Duration left = Duration.between(now, deadline);
        return left.isNegative() ? retention : retention.plus(left);
    }
}
