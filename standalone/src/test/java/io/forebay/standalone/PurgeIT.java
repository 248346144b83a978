package io.forebay.standalone;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What has been read and is done with is not kept: only its results are. */
@ExtendWith(RunningForebay.class)
class PurgeIT {

    private static final List<String> PASSED_THROUGH =
            List.of(
                    Topics.JOBS.name(),
                    Topics.work("digits", Lane.INTERACTIVE).name(),
                    Topics.COMPLETIONS.name());

    @Test
    void recordsGoWhenTheirReaderHasCommittedThemAndResultsStay(Standalone standalone, Api api)
            throws Exception {
        String job = submit(api);
        try (Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                                standalone.bootstrapServers()))) {
            Map<TopicPartition, Long> then = offsets(admin, PASSED_THROUGH, OffsetSpec.latest());
            assertThat(then.values()).as("each was used").allMatch(end -> end > 0);

            await().atMost(Duration.ofSeconds(40))
                    .untilAsserted(() ->
                            assertThat(offsets(admin, PASSED_THROUGH, OffsetSpec.earliest()))
                                    .allSatisfy((partition, first) ->
                                            assertThat(first)
                                                    .as("%s", partition)
                                                    .isGreaterThanOrEqualTo(then.get(partition))));

            assertThat(
                            offsets(admin, List.of(Topics.JOB_STATES.name()), OffsetSpec.earliest())
                                    .values())
                    .as("job states are not purged")
                    .allMatch(first -> first == 0);
        }
        assertThat(api.get("/v1/jobs/" + job).json().path("state").asText()).isEqualTo("succeeded");
    }

    private static String submit(Api api) {
        return api.post(
                        "/v1/models/digits/jobs",
                        Samples.bytes("digit-4.png"),
                        "Content-Type",
                        "image/png",
                        "Cache-Control",
                        "no-store",
                        "Prefer",
                        "wait=10")
                .json()
                .path("id")
                .asText();
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, List<String> topics, OffsetSpec which) throws Exception {
        Stream<TopicPartition> partitions =
                admin.describeTopics(topics).allTopicNames().get().values().stream()
                        .flatMap(topic ->
                                topic.partitions().stream()
                                        .map(one ->
                                                new TopicPartition(topic.name(), one.partition())));
        return admin
                .listOffsets(partitions.collect(toMap(one -> one, _ -> which)))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(toMap(Map.Entry::getKey, one -> one.getValue().offset()));
    }
}
