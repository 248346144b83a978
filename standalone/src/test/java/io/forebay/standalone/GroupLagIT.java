package io.forebay.standalone;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A scaler that reads group lag sees none when there is no work: markers of transactions count too.
 */
@ExtendWith(RunningForebay.class)
class GroupLagIT {

    private static final String GROUP = Topics.workerGroup("digits", Lane.INTERACTIVE);

    @Test
    void theLagOfAWorkerGroupReturnsToExactlyZero(Standalone standalone, Api api) {
        for (int i = 0; i < 20; i++) {
            api.post(
                    "/v1/models/digits/jobs",
                    Samples.bytes("digit-4.png"),
                    "Content-Type",
                    "image/png",
                    "Cache-Control",
                    "no-store",
                    "Prefer",
                    "wait=10");
        }

        try (Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                standalone.bootstrapServers()))) {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> {
                        Map<TopicPartition, OffsetAndMetadata> committed = committed(admin);
                        assertThat(committed).isNotEmpty();
                        Map<TopicPartition, Long> ends = ends(admin, committed);
                        assertThat(ends.values()).anyMatch(end -> end > 0);
                        committed.forEach((partition, offset) ->
                                assertThat(offset.offset())
                                        .as("%s", partition)
                                        .isEqualTo(ends.get(partition)));
                    });
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(Admin admin) throws Exception {
        return admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get();
    }

    private static Map<TopicPartition, Long> ends(
            Admin admin, Map<TopicPartition, OffsetAndMetadata> of) throws Exception {
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(
                                of.keySet().stream()
                                        .collect(toMap(one -> one, one -> OffsetSpec.latest())))
                        .all()
                        .get();
        return ends.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, one -> one.getValue().offset()));
    }
}
