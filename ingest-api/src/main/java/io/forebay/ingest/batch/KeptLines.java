package io.forebay.ingest.batch;

import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.payload.PayloadKey;
import io.forebay.schemas.payload.PayloadStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds lines in the chunks that were kept, by bisection. Confined to one thread. */
final class KeptLines {

    private final PayloadStore store;
    private final BatchId batch;
    private final long chunks;
    private @Nullable Chunk last;

    KeptLines(PayloadStore store, BatchId batch, long chunks) {
        this.store = store;
        this.batch = batch;
        this.chunks = chunks;
    }

    Optional<byte[]> find(long line) {
        Chunk known = last;
        if (known != null && holds(known, line)) {
            return Optional.of(at(known, line));
        }
        long low = 0;
        long high = chunks - 1;
        while (low <= high) {
            long middle = (low + high) >>> 1;
            Chunk chunk = Chunk.read(store.find(PayloadKey.chunk(batch, middle)));
            if (holds(chunk, line)) {
                last = chunk;
                return Optional.of(at(chunk, line));
            }
            if (line < chunk.first()) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        return Optional.empty();
    }

    private static boolean holds(Chunk chunk, long line) {
        return line >= chunk.first() && line < chunk.first() + chunk.lines().size();
    }

    private static byte[] at(Chunk chunk, long line) {
        return chunk.lines().get((int) (line - chunk.first()));
    }
}
