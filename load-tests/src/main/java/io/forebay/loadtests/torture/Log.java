package io.forebay.loadtests.torture;

import io.forebay.loadtests.history.History;
import io.forebay.loadtests.history.Kind;
import io.forebay.loadtests.history.Value;
import io.forebay.loadtests.history.What;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.CacheStatus;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads from Kafka, after a campaign, what was decided and what was run. */
record Log(String bootstrapServers, History history) {

    private static final Duration POLL = Duration.ofMillis(500);

    /** Every state of every job, and every run that was reported. */
    void read() {
        read(Topics.JOB_STATES, this::state);
        read(Topics.COMPLETIONS, this::run);
    }

    private <V> void read(Topic<?, V> topic, Consumer<V> reader) {
        try (KafkaConsumer<?, V> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "isolation.level",
                                "read_committed"),
                        topic.key().deserializer(),
                        topic.value().deserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic.name()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(POLL)
                        .forEach(record -> {
                            if (record.value() != null) {
                                reader.accept(record.value());
                            }
                        });
            }
        }
    }

    private void state(JobState state) {
        boolean terminal = state.getState().compareTo(State.SUCCEEDED) >= 0;
        boolean landed =
                state.getState() == State.SUCCEEDED
                        && state.getCache().getStatus() == CacheStatus.MISS
                        && state.getAttemptsCount() > 0;
        Value value =
                Value.seen(
                                state.getState().name().toLowerCase(Locale.ROOT),
                                state.getVersion(),
                                terminal,
                                "")
                        .withDeadline(state.getFinishedAt())
                        .withId(landed ? run(state.getAttempts(state.getAttemptsCount() - 1)) : "");
        history.add("log", Kind.OK, What.LOG, state.getTenant(), "", state.getJobId(), value);
    }

    private void run(Completion completion) {
        if (completion.getOutcomeCase() == Completion.OutcomeCase.LANDED) {
            String run =
                    name(
                            completion.getWorker(),
                            completion.getStartedAt(),
                            completion.getEndedAt());
            history.add(
                    completion.getWorker(),
                    Kind.OK,
                    What.RUN,
                    "",
                    "",
                    completion.getFlightId(),
                    Value.detail("attempt " + completion.getAttempt()).withId(run));
        }
    }

    private static String run(Attempt attempt) {
        return name(attempt.getWorker(), attempt.getStartedAt(), attempt.getEndedAt());
    }

    private static String name(String worker, long startedAt, long endedAt) {
        return worker + " " + startedAt + "-" + endedAt;
    }
}
