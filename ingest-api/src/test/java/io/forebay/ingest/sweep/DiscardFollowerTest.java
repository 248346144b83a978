package io.forebay.ingest.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.forebay.ingest.testing.TestingStore;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Discard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DiscardFollowerTest {

    private static final TopicPartition PARTITION = new TopicPartition(Topics.DISCARDS.name(), 0);

    private final TestingStore store = new TestingStore();
    private final MockConsumer<String, Discard> consumer = new MockConsumer<>("earliest");
    private Optional<DiscardFollower> follower = Optional.empty();

    @AfterEach
    void close() {
        follower.ifPresent(DiscardFollower::close);
        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void removesWhatIsNamedAndCommitsThat() {
        store.payloads.put("inputs/a", ByteString.copyFromUtf8("a"));
        store.payloads.put("outputs/a", ByteString.copyFromUtf8("b"));
        store.payloads.put("inputs/b", ByteString.copyFromUtf8("c"));
        follow("inputs/a", "outputs/a", "never/there");

        await().until(() -> committed() == 1);
        assertThat(store.payloads).containsOnlyKeys("inputs/b");
    }

    static List<RuntimeException> failures() {
        return List.of(
                new PayloadStoreException("away"), new IllegalStateException("never foreseen"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void waitsForAStoreThatFails(RuntimeException failure) {
        store.payloads.put("inputs/a", ByteString.copyFromUtf8("a"));
        store.deletionFailure = failure;
        follow("inputs/a");
        await().until(() -> store.refused.get() > 2);
        assertThat(committed()).isZero();

        store.deletionFailure = null;
        await().until(() -> committed() == 1);
        assertThat(store.payloads).isEmpty();
    }

    private void follow(String... keys) {
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(PARTITION));
            consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
            consumer.addRecord(
                    new ConsumerRecord<>(
                            PARTITION.topic(),
                            0,
                            0,
                            "job_1",
                            Discard.newBuilder().addAllKeys(List.of(keys)).build()));
        });
        follower = Optional.of(DiscardFollower.start(consumer, store, Duration.ofMillis(5)));
    }

    private long committed() {
        OffsetAndMetadata committed = consumer.committed(Set.of(PARTITION)).get(PARTITION);
        return committed == null ? 0 : committed.offset();
    }
}
