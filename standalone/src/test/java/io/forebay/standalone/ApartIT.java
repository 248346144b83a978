package io.forebay.standalone;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.standalone.Api.Answer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Two of each service, as processes of their own; one of each is killed under load. */
class ApartIT {

    private static final int JOBS = 400;
    private static final int CLIENTS = 8;
    private static final int KILL_AT = JOBS / 4;
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration END = Duration.ofMinutes(2);
    private static final Set<State> TERMINAL =
            Set.of(State.SUCCEEDED, State.FAILED, State.CANCELED, State.EXPIRED);

    private final AtomicInteger accepted = new AtomicInteger();
    private final Map<Integer, String> ids = new ConcurrentHashMap<>();

    @Test
    void everyJobIsFinishedOnceWhenOneOfEachIsKilled() throws Exception {
        Path directory = RunningForebay.freshHome();
        try (Servers servers = Servers.start(directory);
                Closing closing = new Closing()) {
            ServiceFiles files = new ServiceFiles(servers, directory);
            List<ServiceProcess> first = files.startOneOfEach("1", closing);
            await().atMost(START).until(() -> first.stream().allMatch(ServiceProcess::isReady));
            List<ServiceProcess> second = files.startOneOfEach("2", closing);
            await().atMost(START).until(() -> second.stream().allMatch(ServiceProcess::isReady));
            List<Api> nodes =
                    List.of(files.api(first.getLast().port()), files.api(second.getLast().port()));

            try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
                List<Future<?>> load = new ArrayList<>();
                for (int job = 0; job < JOBS; job++) {
                    int number = job;
                    load.add(clients.submit(() -> submit(number, nodes)));
                }
                await().atMost(END).until(() -> accepted.get() >= KILL_AT);
                first.forEach(ServiceProcess::kill);
                for (Future<?> one : load) {
                    one.get();
                }
            }

            assertThat(ids).hasSize(JOBS);
            assertThat(ids.values()).doesNotHaveDuplicates();
            Api survivor = nodes.getLast();
            for (String id : ids.values()) {
                await().atMost(END)
                        .until(
                                () -> survivor.get("/v1/jobs/" + id + "?wait=5s"),
                                answer ->
                                        answer.status() == 200
                                                && answer.json()
                                                        .path("state")
                                                        .asText()
                                                        .equals("succeeded"));
            }
            assertThat(ends(servers.bootstrapServers()))
                    .containsOnlyKeys(ids.values())
                    .allSatisfy((id, times) -> assertThat(times).as(id).isEqualTo(1));
        }
    }

    /**
     * As a careful client does: one Idempotency-Key, again and elsewhere until it is acknowledged.
     */
    private void submit(int number, List<Api> nodes) {
        String body = Tensors.digit(number);
        for (int attempt = 0; attempt < 200; attempt++) {
            try {
                Answer answer =
                        nodes.get((number + attempt) % nodes.size())
                                .post(
                                        "/v1/models/digits/jobs",
                                        body,
                                        "Idempotency-Key",
                                        "\"job-%d\"".formatted(number));
                if (answer.status() == 202 || answer.status() == 200) {
                    ids.put(number, answer.json().path("id").asText());
                    accepted.incrementAndGet();
                    return;
                }
                assertThat(answer.status()).as(answer::code).isEqualTo(503);
            } catch (UncheckedIOException e) {
                // The node was killed; the other one is tried next.
            }
        }
        throw new AssertionError("job " + number + " was not accepted in 200 attempts");
    }

    /** How many terminal states each job was given, as the log has it. */
    private static Map<String, Long> ends(String bootstrapServers) {
        List<JobState> states = new ArrayList<>();
        try (KafkaConsumer<String, JobState> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "isolation.level",
                                "read_committed"),
                        Topics.JOB_STATES.key().deserializer(),
                        Topics.JOB_STATES.value().deserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topics.JOB_STATES.name()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(read -> states.add(read.value()));
            }
        }
        return states.stream()
                .filter(state -> TERMINAL.contains(state.getState()))
                .collect(groupingBy(JobState::getJobId, counting()));
    }
}
