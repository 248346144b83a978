package io.forebay.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.wire.ApiKeyRecord;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RecordDeserializationException.DeserializationExceptionOrigin;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class TopicFollowerTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.API_KEYS.name(), 0);

    private final MockConsumer<String, ApiKeyRecord> consumer = new MockConsumer<>("earliest");
    private final LinkedBlockingQueue<String> read = new LinkedBlockingQueue<>();

    @Test
    void hasReadWhatWasThereWhenItStarts() {
        begin(2);
        consumer.schedulePollTask(() -> add(0, "a"));
        consumer.schedulePollTask(() -> add(1, "b"));
        try (var _ = TopicFollower.start(Topics.API_KEYS, consumer, this::accept)) {
            assertThat(read).containsExactly("a", "b");
        }
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void passesOverWhatCannotBeReadOrUsed() throws InterruptedException {
        begin(3);
        consumer.schedulePollTask(() -> consumer.setPollException(unreadable(0)));
        consumer.schedulePollTask(() -> {
            add(1, "useless");
            add(2, "b");
        });
        try (var _ = TopicFollower.start(Topics.API_KEYS, consumer, this::accept)) {
            assertThat(next()).isEqualTo("b");
        }
    }

    @Test
    void goesOnWhenTheBrokerFails() throws InterruptedException {
        begin(0);
        consumer.schedulePollTask(() -> consumer.setPollException(new KafkaException("away")));
        consumer.schedulePollTask(() -> add(0, "a"));
        try (var _ = TopicFollower.start(Topics.API_KEYS, consumer, this::accept)) {
            assertThat(next()).isEqualTo("a");
        }
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void doesNotStartWithoutWhatWasThere() {
        begin(1);
        consumer.schedulePollTask(() -> consumer.setPollException(new KafkaException("away")));
        assertThatThrownBy(() -> TopicFollower.start(Topics.API_KEYS, consumer, this::accept))
                .hasMessage("away");
        assertThat(consumer.closed()).isTrue();
    }

    private void begin(long end) {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.updateEndOffsets(Map.of(PARTITION, end));
    }

    private void add(long offset, String key) {
        consumer.addRecord(
                new ConsumerRecord<>(
                        PARTITION.topic(), 0, offset, key, ApiKeyRecord.getDefaultInstance()));
    }

    private void accept(ConsumerRecord<String, ApiKeyRecord> record) {
        if (record.key().equals("useless")) {
            throw new IllegalArgumentException("a record of a later version");
        }
        read.add(record.key());
    }

    private String next() throws InterruptedException {
        return String.valueOf(read.poll(10, TimeUnit.SECONDS));
    }

    private static RecordDeserializationException unreadable(long offset) {
        return new RecordDeserializationException(
                DeserializationExceptionOrigin.VALUE,
                PARTITION,
                offset,
                0,
                TimestampType.CREATE_TIME,
                ByteBuffer.allocate(0),
                ByteBuffer.allocate(0),
                new RecordHeaders(),
                "not a message",
                new IllegalArgumentException("not a message"));
    }
}
