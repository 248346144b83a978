package io.forebay.results.reader;

import io.forebay.schemas.redis.ViewPosition;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;

/** How far each partition's view was when it was farthest. Safe for use by several threads. */
final class HighestPositions {

    private final AtomicLongArray byPartition;

    HighestPositions(int partitions) {
        this.byPartition = new AtomicLongArray(partitions);
    }

    /** To be asked before Redis is: answers that overtake each other are no fall back. */
    long of(int partition) {
        return byPartition.get(partition);
    }

    void saw(int partition, Optional<String> position) {
        position.flatMap(ViewPosition::parse)
                .filter(ViewPosition::live)
                .ifPresent(seen ->
                        byPartition.accumulateAndGet(partition, seen.nextOffset(), Math::max));
    }
}
