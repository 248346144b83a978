package io.forebay.client.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.client.JobInput;
import io.forebay.client.JobOptions;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.FlightKeyBuilder;
import io.forebay.schemas.id.IdempotencyWindow;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.ModelManifest;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.model.Traffic;
import io.forebay.schemas.payload.DirectoryPayloadStore;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.CacheMode;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.JobEvent;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.Submission;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForebayProducerTest {

    private static final int PARTITIONS = 24;
    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    private static final ProducerSettings SETTINGS =
            new ProducerSettings(
                    Map.of(),
                    "acme",
                    "0123456789abcdef",
                    Duration.ofHours(24),
                    1_000_000,
                    Duration.ofSeconds(5));
    private static final Model SUM =
            new Model(
                    ModelRef.newBuilder()
                            .setName("sum")
                            .setVersion("1")
                            .setDigest(ByteString.copyFromUtf8("d"))
                            .build(),
                    ModelManifest.parse(
                            "name: sum\nversion: \"1\"\nlimits: { queue-timeout: 2m, run-timeout: 3s }",
                            "test"),
                    List.of(new TensorSignature("x", Datatype.UINT8, Shape.of(-1, 4))),
                    List.of(),
                    List.of());

    /** The newest, which leaves half of the requests to the other. */
    private static final Model SUM_2 =
            new Model(
                    SUM.ref().toBuilder().setVersion("2").build(),
                    SUM.manifest(),
                    SUM.inputs(),
                    SUM.outputs(),
                    SUM.labels(),
                    new Traffic(new TreeMap<>(Map.of("1", 50, "2", 50))));

    private static final JobInput.Plain GOOD = tensors(new byte[] {1, 2, 3, 4});

    private final MockProducer<byte[], JobEvent> kafka =
            new MockProducer<>(
                    cluster(),
                    false,
                    null,
                    Topics.JOBS.key().serializer(),
                    Topics.JOBS.value().serializer());

    @TempDir Path folder;

    @Test
    void acceptsOnlyWhatIsAcknowledged() {
        CompletableFuture<Acceptance> outcome = producer().submit("sum", GOOD, JobOptions.DEFAULT);
        assertThat(outcome).isNotDone();

        kafka.completeNext();

        assertThat(outcome.join()).isEqualTo(new Acceptance.Accepted(new JobId(sent().getJobId())));
    }

    @Test
    void cannotSayWhatBecameOfAJobThatIsNotAcknowledged() {
        CompletableFuture<Acceptance> outcome = producer().submit("sum", GOOD, JobOptions.DEFAULT);

        kafka.errorNext(new TimeoutException("no replica"));

        assertThat(outcome.join())
                .isInstanceOfSatisfying(
                        Acceptance.Unknown.class,
                        unknown -> assertThat(unknown.id().text()).isEqualTo(sent().getJobId()));
    }

    @Test
    void sendsAnInputToTheVersionThatHttpWouldSendItTo() {
        List<Model> models = List.of(SUM_2, SUM);
        Set<String> seen = new HashSet<>();
        for (byte number = 0; number < 20; number++) {
            JobInput.Plain input = tensors(new byte[] {number, 2, 3, 4});
            var _ = producer(Optional.empty(), models).submit("sum", input, JobOptions.DEFAULT);

            Submission submission = last();
            Model expected =
                    new Versions(models).answering(SUM_2, JobDraft.input(input), "acme", "");
            assertThat(submission.getModel()).isEqualTo(expected.ref());
            assertThat(submission.getFlightKey())
                    .isEqualTo(
                            FlightKeyBuilder.flightKey(
                                            "acme", expected.ref(), JobDraft.input(input))
                                    .bytes());
            seen.add(submission.getModel().getVersion());
        }

        assertThat(seen).containsExactlyInAnyOrder("1", "2");
    }

    private Submission last() {
        return kafka.history().getLast().value().getSubmission();
    }

    @Test
    void writesTheSubmissionAsTheHttpFaceDoes() {
        var _ =
                producer()
                        .submit(
                                "sum",
                                GOOD,
                                JobOptions.DEFAULT.lane("bulk").metadata(Map.of("a", "b")));

        Submission submission = sent();
        InferenceInput input = JobDraft.input(GOOD);
        FlightKey flight = FlightKeyBuilder.flightKey("acme", SUM.ref(), input);
        assertThat(submission.getFlightKey()).isEqualTo(flight.bytes());
        assertThat(submission.getInput().getInline()).isEqualTo(input.toByteString());
        assertThat(submission.getLane()).isEqualTo(Lane.BULK);
        assertThat(submission.getStartBy()).isEqualTo(NOW.plusSeconds(120).toEpochMilli());
        assertThat(submission.getPolicy().getRunTimeoutMs()).isEqualTo(3_000);
        assertThat(submission.getPolicy().getRetentionMs()).isEqualTo(86_400_000);
        assertThat(submission.getMetadataMap()).containsEntry("a", "b");
        assertThat(submission.getIdempotent()).isFalse();
        assertThat(mint().isGenuine(new JobId(submission.getJobId()), "acme")).isTrue();

        ProducerRecord<byte[], JobEvent> record = kafka.history().getFirst();
        assertThat(record.partition()).isEqualTo(flight.route().partition(PARTITIONS));
        assertThat(record.key()).isEqualTo(flight.toByteArray());
        assertThat(
                        new String(
                                record.headers().lastHeader("ce_type").value(),
                                StandardCharsets.UTF_8))
                .isEqualTo("io.forebay.job.submitted");
    }

    @Test
    void namesTheSameJobUnderTheSameKey() {
        var _ = producer().submit("sum", GOOD, JobOptions.DEFAULT.key("order 7"));
        var _ = producer().submit("sum", GOOD, JobOptions.DEFAULT.key("order 7"));

        FlightKey flight = FlightKeyBuilder.flightKey("acme", SUM.ref(), JobDraft.input(GOOD));
        assertThat(kafka.history())
                .extracting(record -> record.value().getSubmission().getJobId())
                .containsOnly(mint().mint("acme", flight.route(), "order 7").text());
        assertThat(sent().getIdempotent()).isTrue();
    }

    @Test
    void flysAloneWhereNoTraceIsWanted() {
        var _ = producer().submit("sum", GOOD, JobOptions.DEFAULT.cacheControl("no-store"));

        FlightKey shared = FlightKeyBuilder.flightKey("acme", SUM.ref(), JobDraft.input(GOOD));
        FlightKey flight = new FlightKey(sent().getFlightKey());
        assertThat(flight).isNotEqualTo(shared);
        assertThat(flight.route()).isEqualTo(shared.route());
        assertThat(sent().getCacheMode()).isEqualTo(CacheMode.BYPASS);
    }

    @Test
    void refusesWhatHttpRefusesAndSendsNothing() {
        assertThat(code("none", GOOD, JobOptions.DEFAULT)).isEqualTo(ProblemCode.UNKNOWN_MODEL);
        assertThat(code("sum", tensors(new byte[] {1, 2, 3}), JobOptions.DEFAULT))
                .isEqualTo(ProblemCode.INVALID_INPUT);
        assertThat(
                        code(
                                "sum",
                                JobInput.Picture.of(new byte[] {1}, "image/png"),
                                JobOptions.DEFAULT))
                .isEqualTo(ProblemCode.UNSUPPORTED_MEDIA_TYPE);
        assertThat(code("sum", tensors(new byte[1_000_004]), JobOptions.DEFAULT))
                .isEqualTo(ProblemCode.PAYLOAD_TOO_LARGE);
        for (JobOptions options :
                List.of(
                        JobOptions.DEFAULT.lane("fast"),
                        JobOptions.DEFAULT.cacheControl("max-age=1"),
                        JobOptions.DEFAULT.key("\n"),
                        JobOptions.DEFAULT.metadata(Map.of("k", "v".repeat(513))),
                        JobOptions.DEFAULT.times(
                                new JobOptions.Times(Duration.ofDays(2), null, null)),
                        JobOptions.DEFAULT.times(
                                new JobOptions.Times(null, Duration.ofSeconds(4), null)),
                        JobOptions.DEFAULT.times(new JobOptions.Times(null, null, NOW)))) {
            assertThat(code("sum", GOOD, options))
                    .as("%s", options)
                    .isEqualTo(ProblemCode.INVALID_INPUT);
        }
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void refusesAnOrderingKeyWhereTheModelKeepsNoOrder() {
        Model apart =
                new Model(
                        SUM.ref(),
                        ModelManifest.parse(
                                "name: sum\nversion: \"1\"\nconsumption: { group: share }", "test"),
                        SUM.inputs(),
                        SUM.outputs(),
                        SUM.labels());
        Acceptance outcome =
                producer(Optional.empty(), List.of(apart))
                        .submit("sum", GOOD, JobOptions.DEFAULT.orderingKey("session"))
                        .join();

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Acceptance.Refused.class,
                        refused -> {
                            assertThat(refused.problem().code())
                                    .isEqualTo(ProblemCode.INVALID_INPUT);
                            assertThat(refused.problem().detail()).contains("keeps no order");
                        });
        assertThat(kafka.history()).isEmpty();
    }

    @Test
    void putsLargeInputsIntoTheStoreOrRefusesThem() {
        JobInput.Plain large = tensors(new byte[400_000]);
        assertThat(code("sum", large, JobOptions.DEFAULT)).isEqualTo(ProblemCode.PAYLOAD_TOO_LARGE);

        PayloadStore store = new DirectoryPayloadStore(folder);
        var _ = producer(Optional.of(store)).submit("sum", large, JobOptions.DEFAULT);

        assertThat(store.get(sent().getInput().getRef()))
                .isEqualTo(JobDraft.input(large).toByteString());
        assertThat(kafka.history().getFirst().headers().lastHeader("ce_dataref")).isNotNull();
    }

    @Test
    void doesNotPrintItsSecrets() {
        assertThat(SETTINGS.toString()).doesNotContain("0123456789abcdef");
    }

    private ProblemCode code(String model, JobInput.Plain input, JobOptions options) {
        Acceptance outcome = producer().submit(model, input, options).join();
        assertThat(outcome).isInstanceOf(Acceptance.Refused.class);
        return ((Acceptance.Refused) outcome).problem().code();
    }

    private Submission sent() {
        return kafka.history().getLast().value().getSubmission();
    }

    private ForebayProducer producer() {
        return producer(Optional.empty());
    }

    private ForebayProducer producer(Optional<PayloadStore> store) {
        return producer(store, List.of(SUM));
    }

    private ForebayProducer producer(Optional<PayloadStore> store, List<Model> models) {
        return new ForebayProducer(
                SETTINGS, new Versions(models), store, kafka, mint(), InstantSource.fixed(NOW));
    }

    private static JobIdMint mint() {
        return new JobIdMint(
                SETTINGS.secretBytes(),
                InstantSource.fixed(NOW),
                new Random(5),
                IdempotencyWindow.of(SETTINGS.retention()));
    }

    private static JobInput.Plain tensors(byte[] data) {
        int rows = data.length / 4;
        ByteString bytes = ByteString.copyFrom(data);
        // A shape that the bytes do not fill cannot be a tensor, so the odd one has another rank.
        return new JobInput.Tensors(
                List.of(
                        data.length % 4 == 0
                                ? new Tensor("x", Datatype.UINT8, Shape.of(rows, 4), bytes)
                                : new Tensor("x", Datatype.UINT8, Shape.of(data.length), bytes)));
    }

    private static Cluster cluster() {
        Node node = new Node(0, "localhost", 9092);
        return new Cluster(
                "test",
                List.of(node),
                IntStream.range(0, PARTITIONS)
                        .mapToObj(i ->
                                new PartitionInfo(
                                        Topics.JOBS.name(),
                                        i,
                                        node,
                                        new Node[] {node},
                                        new Node[] {node}))
                        .toList(),
                java.util.Set.of(),
                java.util.Set.of());
    }

    /** Of one model, the newest first. */
    private record Versions(List<Model> models) implements Models {

        @Override
        public Optional<Model> find(String name) {
            return models.stream().filter(model -> model.name().equals(name)).findFirst();
        }

        @Override
        public Optional<Model> find(String name, String version) {
            return models.stream()
                    .filter(model -> model.name().equals(name) && model.version().equals(version))
                    .findFirst();
        }

        @Override
        public Collection<Model> all() {
            return models;
        }
    }
}
