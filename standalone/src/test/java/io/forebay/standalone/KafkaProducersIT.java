package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.forebay.client.ClientConfig;
import io.forebay.client.ForebayClient;
import io.forebay.client.Job;
import io.forebay.client.JobInput;
import io.forebay.client.JobOptions;
import io.forebay.client.kafka.Acceptance;
import io.forebay.client.kafka.ForebayProducer;
import io.forebay.client.kafka.ProducerSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Jobs that never saw HTTP on their way in are jobs like all others. */
@ExtendWith(RunningForebay.class)
class KafkaProducersIT {

    private static final Path EXAMPLE = Path.of("..", "client", "examples", "node-producer");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    record Ran(int status, String output) {}

    @Test
    void aJavaProducersJobIsReadOverHttpAndSharesItsKeyWithHttp(Standalone standalone) {
        JobInput.Picture seven = JobInput.Picture.of(Samples.bytes("digit-7.png"), "image/png");
        try (ForebayProducer producer =
                        ForebayProducer.start(settings(standalone), Optional.empty());
                ForebayClient client = client(standalone)) {
            Acceptance outcome =
                    producer.submit("digits", seven, JobOptions.DEFAULT.key("both ways")).join();

            assertThat(outcome).isInstanceOf(Acceptance.Accepted.class);
            String id = ((Acceptance.Accepted) outcome).id().text();
            Job job = client.await(id, PATIENCE);
            assertThat(job.succeeded()).as("%s", job.json()).isTrue();
            assertThat(job.json().path("classes").path(0).path("label").asText()).isEqualTo("7");
            Job overHttp = client.submit("digits", seven, JobOptions.DEFAULT.key("both ways"));
            assertThat(overHttp.id()).isEqualTo(id);
        }
    }

    @Test
    void aNodeProducerNeedsOnlyTheProtoFiles(Standalone standalone) throws Exception {
        requireExample();
        String picture = Samples.file("digit-4.png").toAbsolutePath().toString();

        Ran first = produce(standalone, "digits", picture, "from node");
        assertThat(first.status()).as(first.output()).isZero();
        String id = first.output().strip();
        try (ForebayClient client = client(standalone)) {
            Job job = client.await(id, PATIENCE);

            assertThat(job.succeeded()).as("%s", job.json()).isTrue();
            assertThat(job.json().path("classes").path(0).path("label").asText()).isEqualTo("4");
            assertThat(job.json().path("metadata").path("producer").asText()).isEqualTo("node");
            Job overHttp =
                    client.submit(
                            "digits",
                            JobInput.Picture.of(Samples.bytes("digit-4.png"), "image/png"),
                            JobOptions.DEFAULT);
            assertThat(client.await(overHttp.id(), PATIENCE).cache())
                    .as("the flight key that Node made is the server's")
                    .isEqualTo("hit");
        }
        assertThat(produce(standalone, "digits", picture, "from node").output().strip())
                .as("the same key is the same job")
                .isEqualTo(id);
    }

    private static Ran produce(Standalone standalone, String... args) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("node", "produce.mjs"));
        command.addAll(List.of(args));
        return run(
                Map.of(
                        "FOREBAY_KAFKA", standalone.bootstrapServers(),
                        "FOREBAY_TENANT", "local",
                        "FOREBAY_ID_SECRET", standalone.home().jobIdSecret()),
                command);
    }

    private static void requireExample() throws Exception {
        if (!Files.exists(EXAMPLE.resolve("node_modules").resolve("protobufjs"))) {
            Ran installed =
                    run(
                            Map.of(),
                            List.of(
                                    "npm",
                                    "install",
                                    "--no-audit",
                                    "--no-fund",
                                    "--no-package-lock"));
            assumeTrue(
                    installed.status() == 0,
                    "SKIPPED: no npm, or its registry cannot be reached: " + installed.output());
        }
    }

    private static Ran run(Map<String, String> environment, List<String> command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).directory(EXAMPLE.toFile());
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.redirectErrorStream(true).start();
        } catch (IOException e) {
            return new Ran(127, e.toString());
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        return new Ran(process.exitValue(), output);
    }

    private static ProducerSettings settings(Standalone standalone) {
        return ProducerSettings.of(
                standalone.bootstrapServers(), "local", standalone.home().jobIdSecret());
    }

    private static ForebayClient client(Standalone standalone) {
        return ForebayClient.of(ClientConfig.of(standalone.uri(), standalone.apiKey()));
    }
}
