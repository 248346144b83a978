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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads single records of {@code forebay.deliveries} at their offsets, so that what waits for hours
 * is not kept in memory. One at a time. Safe for use by several threads.
 */
public final class EntryReader implements OwedDeliveries, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Consumer<String, byte[]> consumer;
    private final ReentrantLock lock = new ReentrantLock();

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
            consumer.assign(List.of(partition));
            consumer.seek(partition, parked.offset());
            List<ConsumerRecord<String, byte[]>> found = consumer.poll(PATIENCE).records(partition);
            if (found.isEmpty()) {
                throw new IllegalStateException("the record of a delivery could not be read");
            }
            return found.getFirst().offset() == parked.offset()
                    ? delivery(found.getFirst(), parked)
                    : Optional.empty();
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

    private static Optional<Delivery> delivery(ConsumerRecord<String, byte[]> read, Parked parked) {
        if (read.value() == null || !DeliveryKeys.isOpen(read.key())) {
            return Optional.empty();
        }
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
