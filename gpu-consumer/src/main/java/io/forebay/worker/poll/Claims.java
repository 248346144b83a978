package io.forebay.worker.poll;

import io.forebay.worker.poll.Claim.Finished;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** The partitions of one lane that this worker has. Confined to the poll thread. */
final class Claims {

    private final Map<TopicPartition, Claim> claims = new HashMap<>();
    private final Lookahead lookahead;

    /** Filled by any thread; bounded by what is in hand. */
    private final BlockingQueue<Finished> finished = new LinkedBlockingQueue<>();

    Claims(Lookahead lookahead) {
        this.lookahead = lookahead;
    }

    void add(TopicPartition partition, TakenOver takenOver) {
        claims.put(partition, new Claim(partition, takenOver));
    }

    Optional<Claim> find(TopicPartition partition) {
        return Optional.ofNullable(claims.get(partition));
    }

    Collection<Claim> all() {
        return claims.values();
    }

    List<Claim> of(Collection<TopicPartition> partitions) {
        return partitions.stream().flatMap(partition -> find(partition).stream()).toList();
    }

    BlockingQueue<Finished> finished() {
        return finished;
    }

    /** Lets go of what has finished since the last time. */
    void settle() {
        for (Finished end = finished.poll(); end != null; end = finished.poll()) {
            settle(end);
        }
    }

    /** Waits until nothing of these is in hand, or the time is over. */
    void awaitIdle(Collection<Claim> some, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        settle();
        while (some.stream().anyMatch(Claim::isInHand)) {
            try {
                Finished end = finished.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (end == null) {
                    return;
                }
                settle(end);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    void dropWaiting(Collection<Claim> some) {
        some.forEach(claim -> claim.dropWaiting(lookahead));
    }

    void remove(Collection<Claim> some) {
        for (Claim claim : some) {
            claim.abandon(lookahead);
            claims.remove(claim.partition());
        }
    }

    boolean isInHand() {
        return claims.values().stream().anyMatch(Claim::isInHand);
    }

    /** What differs from what is committed. */
    static Map<TopicPartition, OffsetAndMetadata> toCommit(Collection<Claim> some) {
        Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        for (Claim claim : some) {
            claim.toCommit().ifPresent(commit -> commits.put(claim.partition(), commit));
        }
        return commits;
    }

    private void settle(Finished end) {
        end.claim().finish(end.offset(), lookahead);
    }
}
