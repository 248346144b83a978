package io.forebay.results.projection;

import java.util.List;

/**
 * Records of one partition, in log order, as what they do to the view.
 *
 * @param changes one per key, the newest
 * @param changedIds the jobs among them
 * @param nextOffset the first offset that is not in it
 * @param tally how many records did what
 * @param newestTimestamp of its last record, Unix epoch milliseconds
 */
record Chunk(
        List<ViewChange> changes,
        List<String> changedIds,
        long nextOffset,
        Tally tally,
        long newestTimestamp) {

    Chunk {
        changes = List.copyOf(changes);
        changedIds = List.copyOf(changedIds);
    }

    /** No records, only a step ahead over what readers never see, such as transaction markers. */
    static Chunk empty(long nextOffset) {
        return new Chunk(List.of(), List.of(), nextOffset, Tally.NONE, 0);
    }

    Chunk upTo(long offset) {
        return new Chunk(changes, changedIds, offset, tally, newestTimestamp);
    }

    /** Counts of records. */
    record Tally(int put, int removed, int unreadable) {

        static final Tally NONE = new Tally(0, 0, 0);

        int records() {
            return put + removed + unreadable;
        }
    }
}
