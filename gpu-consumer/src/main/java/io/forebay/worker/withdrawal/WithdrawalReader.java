package io.forebay.worker.withdrawal;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Withdrawal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the withdrawals of late, then follows. {@link #run} is its thread; {@link #stop} may be
 * called on any.
 */
public final class WithdrawalReader implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(WithdrawalReader.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final TopicPartition PARTITION =
            new TopicPartition(Topics.WITHDRAWALS.name(), 0);

    private final Consumer<byte[], byte[]> consumer;
    private final WithdrawnFlights flights;
    private final Duration lookBack;
    private final InstantSource clock;

    public WithdrawalReader(
            Consumer<byte[], byte[]> consumer,
            WithdrawnFlights flights,
            Duration lookBack,
            InstantSource clock) {
        this.consumer = consumer;
        this.flights = flights;
        this.lookBack = lookBack;
        this.clock = clock;
    }

    /** Withdrawals spare work and no more: without them everything still comes out right. */
    @Override
    public void run() {
        try (consumer) {
            seek();
            while (true) {
                turn();
            }
        } catch (WakeupException e) {
            LOG.atDebug().log("stopped following withdrawals");
        } catch (KafkaException e) {
            LOG.atError().setCause(e).log("cannot follow withdrawals; withdrawn work is still run");
        }
    }

    public void stop() {
        consumer.wakeup();
    }

    void seek() {
        consumer.assign(List.of(PARTITION));
        long from = clock.millis() - lookBack.toMillis();
        OffsetAndTimestamp first = consumer.offsetsForTimes(Map.of(PARTITION, from)).get(PARTITION);
        if (first == null) {
            consumer.seekToEnd(List.of(PARTITION));
        } else {
            consumer.seek(PARTITION, first.offset());
        }
    }

    void turn() {
        for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
            try {
                Withdrawal withdrawal =
                        Topics.WITHDRAWALS
                                .value()
                                .deserializer()
                                .deserialize(read.topic(), read.value());
                if (withdrawal != null) {
                    flights.add(withdrawal, clock.millis());
                }
            } catch (SerializationException e) {
                LOG.atError()
                        .addKeyValue("offset", read.offset())
                        .setCause(e)
                        .log("passed over a record that is no withdrawal");
            }
        }
    }
}
