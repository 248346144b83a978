package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.DeadLetter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One input among good ones that kills, in native code, whatever process runs it: it ends as one
 * dead letter, and all others succeed.
 */
class KillerIT {

    private static final int GOOD = 40;
    private static final int KILLER_AT = 20;
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration END = Duration.ofMinutes(4);

    @ParameterizedTest
    @CsvSource({"process,consumer", "none,consumer", "process,share", "none,share"})
    void aRecordThatKillsItsProcessBecomesADeadLetterAndTheOthersFinish(
            String isolation, String group) throws Exception {
        Path directory = RunningForebay.freshHome();
        try (Servers servers = Servers.start(directory);
                Closing closing = new Closing()) {
            ServiceFiles files = new ServiceFiles(servers, directory);
            List<ServiceProcess> others = files.startAllButWorkers("1", closing);
            Workers workers = new Workers(files, isolation, models(directory, group));
            try (workers) {
                await().atMost(START)
                        .until(() -> others.stream().allMatch(ServiceProcess::isReady));
                await().atMost(START).until(workers::isReady);
                Api api = files.api(others.getLast().port());
                List<String> good = new ArrayList<>();
                String killer = "";
                for (int job = 0; job < GOOD; job++) {
                    if (job == KILLER_AT) {
                        killer = submit(api, Integer.MIN_VALUE, -1);
                    }
                    good.add(submit(api, 6 * job, 3));
                }

                for (int job = 0; job < GOOD; job++) {
                    assertThat(ended(api, good.get(job), workers))
                            .as("job " + job)
                            .isEqualTo("succeeded");
                }
                assertThat(ended(api, killer, workers)).isEqualTo("failed");
                assertThat(api.get("/v1/jobs/" + killer).json().toString())
                        .contains("attempts-exhausted");
                List<DeadLetter> letters = letters(servers.bootstrapServers());
                assertThat(letters).hasSize(1);
                assertThat(letters.getFirst().getJobIdsList()).containsExactly(killer);
                if (isolation.equals("process")) {
                    assertThat(workers.deaths()).as("deaths of the group's member").isZero();
                } else {
                    assertThat(workers.deaths()).isEqualTo(3);
                }
                String after = submit(api, 9, 3);
                assertThat(ended(api, after, workers)).isEqualTo("succeeded");
            }
        }
    }

    /** One worker at a time, started again when it dies, as an orchestrator would. */
    private static final class Workers implements AutoCloseable {

        private final ServiceFiles files;
        private final String isolation;
        private final Path models;
        private ServiceProcess worker;
        private int deaths;

        Workers(ServiceFiles files, String isolation, Path models) {
            this.files = files;
            this.isolation = isolation;
            this.models = models;
            this.worker = start();
        }

        private ServiceProcess start() {
            return files.worker("d" + deaths, models, "remainder", isolation);
        }

        boolean isReady() {
            return keepAlive().isReady();
        }

        ServiceProcess keepAlive() {
            if (!worker.isAlive()) {
                deaths++;
                worker = start();
            }
            return worker;
        }

        int deaths() {
            return deaths;
        }

        @Override
        public void close() {
            worker.close();
        }
    }

    /** The model, its work taken by that kind of group. */
    private static Path models(Path directory, String group) throws Exception {
        Path original = Path.of(KillerIT.class.getResource("/models/remainder/1").toURI());
        Path models = directory.resolve("models");
        Path files = Files.createDirectories(models.resolve("remainder/1"));
        Files.copy(original.resolve("model.onnx"), files.resolve("model.onnx"));
        Files.writeString(
                files.resolve("model.yaml"),
                Files.readString(original.resolve("model.yaml"))
                        + "consumption: { group: %s }%n".formatted(group));
        return models;
    }

    private static String submit(Api api, int x, int by) {
        String body =
                """
                {"inputs":[{"name":"x","shape":[1,1],"datatype":"INT32","data":[%d]},\
                {"name":"by","shape":[1,1],"datatype":"INT32","data":[%d]}]}\
                """
                        .formatted(x, by);
        Api.Answer answer = api.post("/v1/models/remainder/jobs", body);
        assertThat(answer.status()).as(answer::code).isEqualTo(202);
        return answer.json().path("id").asText();
    }

    private static String ended(Api api, String job, Workers workers) {
        return await().atMost(END)
                .until(
                        () -> {
                            workers.keepAlive();
                            return api.get("/v1/jobs/" + job + "?wait=1s").json();
                        },
                        json -> json.path("terminal").asBoolean())
                .path("state")
                .asText();
    }

    private static List<DeadLetter> letters(String bootstrapServers) {
        List<DeadLetter> letters = new ArrayList<>();
        try (KafkaConsumer<byte[], DeadLetter> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                bootstrapServers,
                                "isolation.level",
                                "read_committed"),
                        Topics.DEAD_LETTERS.key().deserializer(),
                        Topics.DEAD_LETTERS.value().deserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(Topics.DEAD_LETTERS.name()).stream()
                            .map(info -> new TopicPartition(info.topic(), info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(one -> consumer.position(one) < ends.getOrDefault(one, 0L))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(read -> letters.add(read.value()));
            }
        }
        return letters;
    }
}
