package io.forebay.results.webhook.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.results.webhook.delivery.Delivery;
import io.forebay.results.webhook.delivery.LaneKey;
import io.forebay.results.webhook.delivery.Parked;
import io.forebay.results.webhook.delivery.Share;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.webhook.DeliveryKeys;
import io.forebay.schemas.wire.DeliveryEntry;
import io.forebay.schemas.wire.DeliveryOrder;
import io.forebay.schemas.wire.OpenDelivery;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EntryReaderTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.DELIVERIES.name(), 3);

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
    private final EntryReader reader = new EntryReader(consumer);

    @AfterEach
    void close() {
        reader.close();
    }

    @Test
    void whatCameAlongIsNotReadAgain() {
        consumer.updateEndOffsets(Map.of(PARTITION, 10L));
        thePollGives(4, 5, 7);

        assertThat(read(4)).contains("msg_4");
        assertThat(consumer.position(PARTITION)).isEqualTo(8);
        assertThat(read(7)).contains("msg_7");
        assertThat(read(5)).contains("msg_5");
        assertThat(consumer.position(PARTITION)).as("no further read").isEqualTo(8);
    }

    @Test
    void whatIsAskedForTwiceIsReadTwice() {
        thePollGives(4, 5);
        assertThat(read(4)).contains("msg_4");
        thePollGives(4, 5);
        assertThat(read(4)).contains("msg_4");
    }

    @Test
    void aRecordThatIsGoneIsOwedNoMore() {
        thePollGives(5, 6);
        assertThat(read(4)).isEmpty();
        assertThat(read(6)).contains("msg_6");
    }

    private Optional<String> read(long offset) {
        return reader.read(
                        new Parked(
                                "msg_" + offset,
                                new LaneKey("acme", "hooks.example"),
                                Share.of(PARTITION.partition()),
                                offset,
                                0))
                .map(Delivery::order)
                .map(DeliveryOrder::getId);
    }

    private void thePollGives(long... offsets) {
        consumer.schedulePollTask(() -> {
            for (long offset : offsets) {
                consumer.addRecord(
                        new ConsumerRecord<>(
                                PARTITION.topic(),
                                PARTITION.partition(),
                                offset,
                                DeliveryKeys.open("msg_" + offset),
                                owed("msg_" + offset)));
            }
        });
    }

    private static byte[] owed(String id) {
        return DeliveryEntry.newBuilder()
                .setOpen(OpenDelivery.newBuilder().setOrder(DeliveryOrder.newBuilder().setId(id)))
                .build()
                .toByteArray();
    }
}
