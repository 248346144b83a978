package io.forebay.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.Payload;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void areNamedAsTheContractSays() {
        assertThat(Topics.fixed())
                .extracting(Topic::name)
                .containsExactly(
                        "forebay.jobs",
                        "forebay.completions",
                        "forebay.job-states",
                        "forebay.dead-letters",
                        "forebay.withdrawals",
                        "forebay.discards",
                        "forebay.models",
                        "forebay.batches",
                        "forebay.batch-states",
                        "forebay.webhook-endpoints",
                        "forebay.deliveries",
                        "forebay.delivery-log",
                        "forebay.api-keys");
        assertThat(Topics.work("yolox-nano", Lane.BULK).name())
                .isEqualTo("forebay.work.yolox-nano.bulk");
        assertThat(Topics.workerGroup("yolox-nano", Lane.INTERACTIVE))
                .isEqualTo("forebay.worker.yolox-nano.interactive");
        assertThat(ShareGroups.name("yolox-nano", Lane.INTERACTIVE))
                .isEqualTo("forebay.worker.yolox-nano.interactive.share")
                .isEqualTo(ShareGroups.name("forebay.work.yolox-nano.interactive"));
    }

    @Test
    void whatMeetsInOnePartitionHasEquallyManyPartitions() {
        TopicConfig config = TopicConfig.of(6, 12, 1, 1);

        assertThat(config.partitions(Topics.JOBS.partitions())).isEqualTo(6);
        assertThat(config.partitions(Topics.COMPLETIONS.partitions())).isEqualTo(6);
        assertThat(config.partitions(Topics.JOB_STATES.partitions())).isEqualTo(6);
        assertThat(config.partitions(Topics.work("m", Lane.BULK).partitions())).isEqualTo(12);
        assertThat(config.partitions(Topics.MODELS.partitions())).isEqualTo(1);
    }

    @Test
    void whereContentLiesFilesEndAndAreCompactedInTime() {
        Forgetting forgetting = new Forgetting(Duration.ofHours(4));
        Map<String, String> passing = Map.of("segment.ms", "7200000");
        Map<String, String> compacted =
                Map.of("segment.ms", "7200000", "max.compaction.lag.ms", "14400000");

        assertThat(forgetting.settings(Topics.JOBS)).isEqualTo(passing);
        assertThat(forgetting.settings(Topics.COMPLETIONS)).isEqualTo(passing);
        assertThat(forgetting.settings(Topics.work("m", Lane.BULK))).isEqualTo(passing);
        assertThat(forgetting.settings(Topics.JOB_STATES)).isEqualTo(compacted);
        assertThat(forgetting.settings(Topics.DEAD_LETTERS)).isEqualTo(compacted);
        assertThat(forgetting.settings(Topics.DELIVERIES)).isEqualTo(compacted);
        assertThat(forgetting.compacted()).isEqualTo(compacted);
        assertThat(forgetting.settings(Topics.MODELS)).isEmpty();
        assertThat(TopicConfig.DEFAULT.forgetting()).isEqualTo(forgetting);
    }

    @Test
    void aModelNameNeverMakesAnotherTopic() {
        for (String name : new String[] {"", "A", "a/b", "../a", "a b", "a".repeat(101)}) {
            assertThatThrownBy(() -> Topics.work(name, Lane.BULK))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theConfigurationCannotExistInvalid() {
        assertThatThrownBy(() -> TopicConfig.of(0, 1, 1, 1))
                .hasMessage("flight-partitions must be at least 1, not 0");
        assertThatThrownBy(() -> TopicConfig.of(1, 1, 1, 2))
                .hasMessageContaining("min-insync-replicas (2) is greater");
        assertThatThrownBy(() -> new TopicConfig(1, 1, 1, 1, Duration.ofMillis(999)))
                .hasMessage("deletion-lag must be at least PT1S, not PT0.999S");
    }

    @Test
    void aPayloadIsNotCopiedOutOfItsRecord() {
        var serde = Topics.JOB_STATES.value();
        byte[] bytes =
                serde.serializer()
                        .serialize(
                                "t",
                                JobState.newBuilder()
                                        .setOutput(
                                                Payload.newBuilder()
                                                        .setInline(
                                                                ByteString.copyFromUtf8("payload")))
                                        .build());
        JobState state = serde.deserializer().deserialize("t", bytes);
        bytes[bytes.length - 1] = 'D';

        assertThat(state.getOutput().getInline().toStringUtf8()).isEqualTo("payloaD");
    }

    @Test
    void refusesBytesThatAreNoMessage() {
        assertThatThrownBy(() ->
                        Topics.JOBS
                                .value()
                                .deserializer()
                                .deserialize("forebay.jobs", new byte[] {1, 2, 3}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("3 bytes of topic forebay.jobs");
    }
}
