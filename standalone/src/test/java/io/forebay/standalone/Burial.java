package io.forebay.standalone;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.FlightKeyBuilder;
import io.forebay.schemas.id.IdempotencyWindow;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.model.ModelFollower;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.DeadLetter;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.Media;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.WorkItem;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes dead letters, which take long to come about by themselves. */
final class Burial {

    private Burial() {}

    /** Writes what the dispatcher writes when a flight has used up its attempts. */
    static JobId bury(Standalone standalone, String cause) throws Exception {
        Map<String, Object> kafka = Map.of("bootstrap.servers", standalone.bootstrapServers());
        ModelRef model;
        try (ModelFollower models = ModelFollower.start(kafka, found -> {})) {
            model = models.find("digits").orElseThrow().ref();
        }
        InferenceInput input =
                InferenceInput.newBuilder()
                        .setMedia(
                                Media.newBuilder()
                                        .setContentType("image/png")
                                        .setData(
                                                com.google.protobuf.ByteString.copyFrom(
                                                        Samples.bytes("digit-4.png"))))
                        .build();
        FlightKey flight = FlightKeyBuilder.flightKey("local", model, input);
        JobId dead =
                new JobIdMint(
                                standalone.home().jobIdSecret().getBytes(StandardCharsets.UTF_8),
                                InstantSource.system(),
                                new SecureRandom(),
                                IdempotencyWindow.of(Duration.ofHours(24)))
                        .mint("local", flight.route());
        DeadLetter letter =
                DeadLetter.newBuilder()
                        .setItem(
                                WorkItem.newBuilder()
                                        .setFlightKey(flight.bytes())
                                        .setModel(model)
                                        .setInput(
                                                Payload.newBuilder()
                                                        .setInline(input.toByteString())))
                        .setProblem(Problem.of(ProblemCode.EXECUTION_FAILED, cause).toWire())
                        .addAttempts(Attempt.newBuilder().setNumber(1).setWorker("w1"))
                        .addJobIds(dead.text())
                        .setDiedAt(System.currentTimeMillis())
                        .build();
        try (var producer =
                new KafkaProducer<>(
                        kafka,
                        Topics.DEAD_LETTERS.key().serializer(),
                        Topics.DEAD_LETTERS.value().serializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.DEAD_LETTERS.name(), flight.toByteArray(), letter))
                    .get();
        }
        return dead;
    }
}
