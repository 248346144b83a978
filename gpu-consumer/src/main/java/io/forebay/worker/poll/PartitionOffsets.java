package io.forebay.worker.poll;

import java.util.BitSet;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What is done of one partition. Confined to the poll thread.
 *
 * <p>The lowest offset that is not done is committed, and with it which ones above are done, so
 * that they do not run again after a rebalance. When everything is done the consumer's position is
 * committed, which is past the transaction markers that no record shows, so that no lag stays.
 */
public final class PartitionOffsets {

    /** Leaves room in the metadata for what one poll can still bring. */
    static final int MAX_SPAN = 16_384;

    private static final long UNKNOWN = -1;

    private final NavigableSet<Long> open = new TreeSet<>();
    private final DoneAbove restored;
    private long position;

    private PartitionOffsets(long position, DoneAbove restored) {
        this.position = position;
        this.restored = restored;
    }

    /** For a partition that is taken over, from what was committed of it. */
    public static PartitionOffsets restore(@Nullable OffsetAndMetadata committed) {
        if (committed == null) {
            return new PartitionOffsets(UNKNOWN, DoneAbove.nothing(0));
        }
        return new PartitionOffsets(
                committed.offset(),
                DoneAbove.decode(committed.offset(), committed.metadata())
                        .orElseGet(() -> DoneAbove.nothing(committed.offset())));
    }

    /**
     * Notes a record that was fetched.
     *
     * @return false when it was done before this worker took the partition over
     */
    public boolean open(long offset) {
        position = offset + 1;
        return !restored.contains(offset) && open.add(offset);
    }

    public void done(long offset) {
        open.remove(offset);
    }

    /** Notes the consumer's position. */
    public void advance(long next) {
        position = next;
    }

    /** Whether no more may be fetched, lest the metadata overflows. */
    public boolean isFull() {
        return span() >= MAX_SPAN;
    }

    /** Offsets between the one to commit and the position. */
    public long span() {
        return open.isEmpty() ? 0 : position - open.first();
    }

    /** What to commit; empty while nothing is known. */
    public Optional<OffsetAndMetadata> toCommit() {
        if (position == UNKNOWN) {
            return Optional.empty();
        }
        long lowest = open.isEmpty() ? position : open.first();
        return Optional.of(new OffsetAndMetadata(lowest, doneAbove(lowest).encode()));
    }

    private DoneAbove doneAbove(long lowest) {
        BitSet done = new BitSet();
        done.set(0, index(position, lowest));
        for (long offset : open) {
            done.clear(index(offset, lowest));
        }
        for (long offset = position; offset < restored.end(); offset++) {
            if (restored.contains(offset)) {
                done.set(index(offset, lowest));
            }
        }
        // What the metadata cannot hold is run again, which is allowed.
        return new DoneAbove(lowest, done.get(0, DoneAbove.MAX_BITS));
    }

    private static int index(long offset, long lowest) {
        return (int) Math.min(offset - lowest, DoneAbove.MAX_BITS);
    }
}
