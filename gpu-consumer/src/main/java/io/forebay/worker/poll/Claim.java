package io.forebay.worker.poll;

import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.attempt.Attempt;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One assignment of a partition to this worker, and what is in hand of it. Confined to the poll
 * thread.
 */
final class Claim {

    private final TopicPartition partition;
    private final PartitionOffsets offsets;
    private final Map<Long, Held> inHand = new HashMap<>();
    private Custody custody;
    private long bytes;
    private @Nullable OffsetAndMetadata committed;

    private record Held(Attempt attempt, long weight) {}

    /** An attempt that needs this worker no more. */
    record Finished(Claim claim, long offset) {}

    /**
     * @param takenOver what was committed, and how the owners before fared
     */
    Claim(TopicPartition partition, TakenOver takenOver) {
        OffsetAndMetadata before = takenOver.committed();
        this.partition = partition;
        this.offsets = PartitionOffsets.restore(before == null ? null : Custody.without(before));
        this.custody = takenOver.custody();
        this.committed = before;
    }

    Custody custody() {
        return custody;
    }

    /**
     * Notes which offset runs alone.
     *
     * @param proof whether this worker's death would prove that it killed it
     */
    void runAlone(long offset, boolean proof) {
        custody = custody.alone(offset, proof);
    }

    /** Notes that no offset runs alone any more. */
    void runNoneAlone() {
        custody = custody.alone(Custody.NONE, false);
    }

    /** Notes that this worker is about to hand it on. */
    void release() {
        custody = custody.released();
    }

    TopicPartition partition() {
        return partition;
    }

    PartitionOffsets offsets() {
        return offsets;
    }

    /** Takes an item in hand; on any thread later, its end goes to {@code finished}. */
    Attempt take(long offset, WorkItem item, long weight, Instant now, Queue<Finished> finished) {
        Finished whenFinished = new Finished(this, offset);
        Attempt attempt = new Attempt(item, now, () -> finished.add(whenFinished));
        attempt.survived(custody.deaths(offset));
        inHand.put(offset, new Held(attempt, weight));
        bytes += weight;
        return attempt;
    }

    /** Lets an item go that is finished. */
    void finish(long offset, Lookahead lookahead) {
        Held held = inHand.remove(offset);
        if (held != null) {
            bytes -= held.weight();
            lookahead.release(held.weight());
            offsets.done(offset);
        }
    }

    /** Lets go of what has not begun; its offsets stay open for the next owner. */
    void dropWaiting(Lookahead lookahead) {
        inHand.values()
                .removeIf(held -> {
                    boolean dropped = held.attempt().drop();
                    if (dropped) {
                        bytes -= held.weight();
                        lookahead.release(held.weight());
                    }
                    return dropped;
                });
    }

    int items() {
        return inHand.size();
    }

    /** Estimated memory of what is in hand. */
    long bytes() {
        return bytes;
    }

    boolean isInHand(long offset) {
        return inHand.containsKey(offset);
    }

    boolean isInHand() {
        return !inHand.isEmpty();
    }

    /** Lets go of everything, done or not. */
    void abandon(Lookahead lookahead) {
        dropWaiting(lookahead);
        inHand.values().forEach(held -> lookahead.release(held.weight()));
        inHand.clear();
        bytes = 0;
    }

    /** What to commit, when it differs from what is committed. */
    Optional<OffsetAndMetadata> toCommit() {
        return offsets.toCommit().map(custody::with).filter(commit -> !commit.equals(committed));
    }

    void committed(OffsetAndMetadata commit) {
        committed = commit;
    }
}
