package io.forebay.worker.poll;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Pauses partitions while enough is in hand: those that have more than their share of it, so that
 * what comes in by the others need not wait for a flood. Confined to the poll thread.
 */
final class FlowControl {

    private final Consumer<?, ?> consumer;
    private final Claims claims;
    private final Lookahead lookahead;
    private final Set<TopicPartition> paused = new HashSet<>();
    private boolean stopped;

    FlowControl(Consumer<?, ?> consumer, Claims claims, Lookahead lookahead) {
        this.consumer = consumer;
        this.claims = claims;
        this.lookahead = lookahead;
    }

    /** Pauses everything for good. */
    void stop() {
        stopped = true;
        adjust();
    }

    boolean isPausing() {
        return !paused.isEmpty();
    }

    /** Pauses and resumes as is due now. */
    void adjust() {
        boolean closed = lookahead.isClosed();
        int partitions = Math.max(1, claims.all().size());
        Set<TopicPartition> due = new HashSet<>();
        for (Claim claim : claims.all()) {
            boolean full = closed && !lookahead.hasRoom(claim, partitions);
            if (stopped || full || claim.offsets().isFull()) {
                due.add(claim.partition());
            }
        }
        if (!due.equals(paused)) {
            consumer.pause(difference(due, paused));
            consumer.resume(difference(paused, due));
            paused.clear();
            paused.addAll(due);
        }
    }

    void forget(Collection<TopicPartition> partitions) {
        paused.removeAll(Set.copyOf(partitions));
    }

    private static Set<TopicPartition> difference(Set<TopicPartition> of, Set<TopicPartition> not) {
        Set<TopicPartition> difference = new HashSet<>(of);
        difference.removeAll(not);
        return difference;
    }
}
