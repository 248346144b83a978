package io.forebay.worker.poll;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What a partition is taken over with.
 *
 * @param committed null when nothing is known
 */
record TakenOver(@Nullable OffsetAndMetadata committed, Custody custody) {

    /** The commit cannot be read. */
    static TakenOver unknown() {
        return new TakenOver(null, Custody.NEW.taken(0));
    }

    /**
     * @param mostInHand what one worker has in hand of a lane at the most
     * @param logEnd the end of the partition's log: what comes later was in nobody's hand
     */
    static TakenOver of(OffsetAndMetadata committed, long mostInHand, long logEnd) {
        Custody before = Custody.of(committed);
        long done =
                DoneAbove.decode(committed.offset(), Custody.without(committed).metadata())
                        .map(DoneAbove::end)
                        .orElse(committed.offset());
        // Transaction markers take offsets too: seldom as many as there are records.
        long end = Math.min(logEnd, done + 2 * mostInHand);
        return new TakenOver(committed, before.taken(end));
    }
}
