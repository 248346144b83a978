package io.forebay.results.projection;

import io.forebay.schemas.wire.State;
import java.util.List;

/**
 * Records of one partition, in log order, as what they do to the view.
 *
 * @param changes one per key, the newest
 * @param changedIds the jobs among them
 * @param nextOffset the first offset that is not in it
 * @param tally how many records did what
 * @param newestTimestamp of its last record, Unix epoch milliseconds
 * @param traced those of its records that spans are made of
 */
record Chunk(
        List<ViewChange> changes,
        List<String> changedIds,
        long nextOffset,
        Tally tally,
        long newestTimestamp,
        List<Traced> traced) {

    Chunk {
        changes = List.copyOf(changes);
        changedIds = List.copyOf(changedIds);
        traced = List.copyOf(traced);
    }

    /** No records, only a step ahead over what readers never see, such as transaction markers. */
    static Chunk empty(long nextOffset) {
        return new Chunk(List.of(), List.of(), nextOffset, Tally.NONE, 0, List.of());
    }

    Chunk upTo(long offset) {
        return new Chunk(changes, changedIds, offset, tally, newestTimestamp, traced);
    }

    /** A state of a traced job. */
    record Traced(String job, String traceparent, State state, long version, long offset) {}

    /** Counts of records. */
    record Tally(int put, int removed, int unreadable) {

        static final Tally NONE = new Tally(0, 0, 0);

        int records() {
            return put + removed + unreadable;
        }
    }
}
