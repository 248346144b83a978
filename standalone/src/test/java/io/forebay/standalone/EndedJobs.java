package io.forebay.standalone;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Jobs as they end, in the order of the log of each partition. */
final class EndedJobs implements AutoCloseable {

    private static final Set<State> OPEN = Set.of(State.QUEUED, State.RUNNING);

    private final KafkaConsumer<String, JobState> consumer;
    private final List<JobState> ended = new ArrayList<>();

    /** Sees what ends from now on. */
    EndedJobs(String bootstrapServers) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "isolation.level",
                                "read_committed"),
                        Topics.JOB_STATES.key().deserializer(),
                        Topics.JOB_STATES.value().deserializer());
        List<TopicPartition> partitions =
                consumer.partitionsFor(Topics.JOB_STATES.name()).stream()
                        .map(each -> new TopicPartition(each.topic(), each.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Every job that has ended by now. */
    List<JobState> look() {
        for (var read : consumer.poll(Duration.ofMillis(100))) {
            JobState state = read.value();
            if (state != null && !OPEN.contains(state.getState())) {
                ended.add(state);
            }
        }
        return List.copyOf(ended);
    }

    /** Of one tenant. */
    List<JobState> of(String tenant) {
        return ended.stream().filter(job -> job.getTenant().equals(tenant)).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
