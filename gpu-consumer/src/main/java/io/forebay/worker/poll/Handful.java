package io.forebay.worker.poll;

import io.forebay.worker.attempt.Attempt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The records that one member of a share group has in hand. While a renewal of its lock is under
 * way a record is away: Kafka's client takes no acknowledgement of it until it comes back. Confined
 * to the poll thread.
 */
final class Handful {

    private final Map<Place, Held> held = new LinkedHashMap<>();

    /** Filled by any thread; bounded by what is in hand. */
    private final BlockingQueue<Held> finished = new LinkedBlockingQueue<>();

    private record Place(TopicPartition partition, long offset) {

        static Place of(ConsumerRecord<?, ?> record) {
            return new Place(
                    new TopicPartition(record.topic(), record.partition()), record.offset());
        }
    }

    /** A record in hand, and the attempt that it asks for. */
    static final class Held {
        private final ConsumerRecord<byte[], byte[]> record;
        private final Attempt attempt;
        private boolean done;
        private boolean away;
        private long awaySince;

        private Held(ConsumerRecord<byte[], byte[]> record, Attempt attempt) {
            this.record = record;
            this.attempt = attempt;
        }

        ConsumerRecord<byte[], byte[]> record() {
            return record;
        }

        Attempt attempt() {
            return attempt;
        }

        TopicPartition partition() {
            return new TopicPartition(record.topic(), record.partition());
        }

        void sendAway(long now) {
            away = true;
            awaySince = now;
        }
    }

    /** What makes an attempt of a record, told what to do when it is finished. */
    interface Maker {
        Attempt make(Runnable whenFinished);
    }

    Held take(ConsumerRecord<byte[], byte[]> record, Maker maker) {
        // The attempt is known only after what it does in the end.
        Held[] made = new Held[1];
        Held one = new Held(record, maker.make(() -> finished.add(made[0])));
        made[0] = one;
        held.put(Place.of(record), one);
        return one;
    }

    /** Whether it was away and is in hand again. */
    boolean takeBack(ConsumerRecord<byte[], byte[]> record) {
        Held one = held.get(Place.of(record));
        if (one == null || !one.away) {
            return false;
        }
        one.away = false;
        return true;
    }

    /** Waits until an attempt is finished, at most so long. */
    void awaitOne(Duration timeout) {
        try {
            Held one = finished.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (one != null) {
                one.done = true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets go of what is done, but for what is away, and returns it. */
    List<Held> takeDone() {
        for (Held one = finished.poll(); one != null; one = finished.poll()) {
            one.done = true;
        }
        return take(one -> one.done && !one.away);
    }

    /** Lets go of what has not begun; what is away comes back as something new. */
    List<Held> takeWaiting() {
        return take(one -> one.attempt.drop()).stream().filter(one -> !one.away).toList();
    }

    /** Lets go of what has been away since before, and of what does not begin here any more. */
    List<Held> takeLost(long awayBefore) {
        List<Held> lost = take(one -> one.away && one.awaySince - awayBefore < 0);
        lost.forEach(one -> one.attempt.drop());
        return lost;
    }

    Collection<Held> present() {
        return held.values().stream().filter(one -> !one.away).toList();
    }

    boolean contains(Held one) {
        return held.containsValue(one);
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    int size() {
        return held.size();
    }

    private List<Held> take(Predicate<Held> which) {
        List<Held> taken = new ArrayList<>();
        held.values()
                .removeIf(one -> {
                    boolean goes = which.test(one);
                    if (goes) {
                        taken.add(one);
                    }
                    return goes;
                });
        return taken;
    }
}
