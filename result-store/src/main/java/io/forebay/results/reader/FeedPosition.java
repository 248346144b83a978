package io.forebay.results.reader;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A place in a feed: the first offset of each partition of the job states that was not read.
 *
 * @param next by partition
 */
public record FeedPosition(List<Long> next) {

    public FeedPosition {
        next = List.copyOf(next);
    }

    static FeedPosition zero(int partitions) {
        return new FeedPosition(Collections.nCopies(partitions, 0L));
    }

    /** After an entry was read. */
    public FeedPosition after(Feed.Entry entry) {
        List<Long> moved = new ArrayList<>(next);
        moved.set(entry.partition(), entry.offset() + 1);
        return new FeedPosition(moved);
    }

    long of(int partition) {
        return next.get(partition);
    }
}
