package io.forebay.results.webhook.follow;

import com.google.protobuf.InvalidProtocolBufferException;
import io.forebay.results.webhook.delivery.Delivery;
import io.forebay.results.webhook.delivery.OwedDeliveries;
import io.forebay.results.webhook.delivery.Parked;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.webhook.DeliveryKeys;
import io.forebay.schemas.wire.DeliveryEntry;
import io.forebay.schemas.wire.OpenDelivery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads single records of {@code forebay.deliveries} at their offsets, so that what waits for hours
 * is not kept in memory. One at a time; what came along with a record is kept for the next reads,
 * since what did not fit into memory was written in a row. Safe for use by several threads.
 */
public final class EntryReader implements OwedDeliveries, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_AHEAD = 32;

    private final Consumer<String, byte[]> consumer;
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * The last reads, without what was asked for since. Each lane goes on from a place of its own.
     */
    private final Deque<Map<Place, ConsumerRecord<String, byte[]>>> ahead = new ArrayDeque<>();

    private record Place(TopicPartition partition, long offset) {}

    /**
     * @param consumer of no group; closed with this
     */
    public EntryReader(Consumer<String, byte[]> consumer) {
        this.consumer = consumer;
    }

    @Override
    public Optional<Delivery> read(Parked parked) {
        TopicPartition partition =
                new TopicPartition(Topics.DELIVERIES.name(), parked.share().partition());
        lock.lock();
        try {
            Place place = new Place(partition, parked.offset());
            ConsumerRecord<String, byte[]> found = atHand(place);
            if (found == null) {
                readFrom(place);
                found = atHand(place);
            }
            return found == null ? Optional.empty() : delivery(found, parked);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            consumer.close();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable ConsumerRecord<String, byte[]> atHand(Place place) {
        for (Map<Place, ConsumerRecord<String, byte[]>> read : ahead) {
            ConsumerRecord<String, byte[]> found = read.remove(place);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private void readFrom(Place place) {
        consumer.assign(List.of(place.partition()));
        consumer.seek(place.partition(), place.offset());
        List<ConsumerRecord<String, byte[]>> found =
                consumer.poll(PATIENCE).records(place.partition());
        if (found.isEmpty()) {
            throw new IllegalStateException("the record of a delivery could not be read");
        }
        Map<Place, ConsumerRecord<String, byte[]>> owed = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : found) {
            if (record.value() != null && DeliveryKeys.isOpen(record.key())) {
                owed.put(new Place(place.partition(), record.offset()), record);
            }
        }
        ahead.addFirst(owed);
        if (ahead.size() > MOST_AHEAD) {
            ahead.removeLast();
        }
    }

    private static Optional<Delivery> delivery(ConsumerRecord<String, byte[]> read, Parked parked) {
        try {
            OpenDelivery open = DeliveryEntry.parseFrom(read.value()).getOpen();
            return Optional.of(
                    Delivery.owed(
                            open.getOrder(),
                            parked.share(),
                            open.getAttempts(),
                            open.getOpenedAt()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the record of a delivery is none", e);
        }
    }
}
