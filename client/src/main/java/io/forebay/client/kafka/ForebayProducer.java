package io.forebay.client.kafka;

import io.forebay.client.JobInput;
import io.forebay.client.JobOptions;
import io.forebay.schemas.id.IdempotencyWindow;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.ModelFollower;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.JobEvent;
import io.forebay.schemas.wire.Payload;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Hands jobs straight to the queue, under the same ids, keys, checks and limits as over HTTP. An
 * acknowledged job is accepted. Safe for use by several threads.
 *
 * <p>What HTTP alone can do: quotas, early answers from the cache, and telling that an
 * Idempotency-Key was used with another payload (that is another job here, as it is over HTTP while
 * Redis is away).
 */
public final class ForebayProducer implements AutoCloseable {

    /** Inputs travel inline up to 256 KiB; beside them go metadata and the model's policy. */
    private static final int MAX_REQUEST_SIZE = 1024 * 1024;

    private final ProducerSettings settings;
    private final Models models;
    private final Optional<Payloads> payloads;
    private final Producer<byte[], JobEvent> producer;
    private final JobIdMint mint;
    private final InstantSource clock;

    ForebayProducer(
            ProducerSettings settings,
            Models models,
            Optional<PayloadStore> store,
            Producer<byte[], JobEvent> producer,
            JobIdMint mint,
            InstantSource clock) {
        this.settings = settings;
        this.models = models;
        this.payloads = store.map(used -> new Payloads(used, Payloads.INPUT_INLINE_LIMIT));
        this.producer = producer;
        this.mint = mint;
        this.clock = clock;
    }

    /**
     * A producer that knows the applied models.
     *
     * @param store where inputs over 256 KiB go, shared by all services; without one they are
     *     refused
     * @throws KafkaException when the brokers cannot be asked
     */
    public static ForebayProducer start(ProducerSettings settings, Optional<PayloadStore> store) {
        InstantSource clock = InstantSource.system();
        ModelFollower models = ModelFollower.start(settings.client(), model -> {});
        return new ForebayProducer(
                settings,
                models,
                store,
                new KafkaProducer<>(
                        properties(settings),
                        Topics.JOBS.key().serializer(),
                        Topics.JOBS.value().serializer()),
                new JobIdMint(
                        settings.secretBytes(),
                        clock,
                        new SecureRandom(),
                        IdempotencyWindow.of(settings.retention())),
                clock);
    }

    /**
     * Hands in a job for a model: for its newest version, or for the one that the model's traffic
     * gives to this input.
     *
     * @param options their wait means nothing here
     * @return ends when the queue has acknowledged the job, or is not going to; never exceptionally
     */
    public CompletableFuture<Acceptance> submit(
            String model, JobInput.Plain input, JobOptions options) {
        Instant now = clock.instant();
        Optional<Model> known = answering(model, input, options);
        if (known.isEmpty()) {
            return refused(ProblemCode.UNKNOWN_MODEL, "no model '" + model + "' is applied");
        }
        Optional<Acceptance.Refused> refusal =
                new JobCheck(settings.inputLimit()).refusal(known.get(), input, options, now);
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(refusal.get());
        }
        JobDraft draft = JobDraft.of(known.get(), input, options, settings, mint, now);
        if (payloads.isEmpty() && draft.input().getSerializedSize() > Payloads.INPUT_INLINE_LIMIT) {
            return refused(
                    ProblemCode.PAYLOAD_TOO_LARGE,
                    "the input has %d bytes, and without a payload store the limit is %d"
                            .formatted(
                                    draft.input().getSerializedSize(),
                                    Payloads.INPUT_INLINE_LIMIT));
        }
        try {
            return send(draft);
        } catch (PayloadStoreException e) {
            return CompletableFuture.completedFuture(
                    new Acceptance.Unknown(draft.id(), "the input cannot be stored now"));
        }
    }

    private Optional<Model> answering(String model, JobInput.Plain input, JobOptions options) {
        String ordering = options.orderingKey();
        return models.find(model)
                .map(newest ->
                        models.answering(
                                newest,
                                JobDraft.input(input),
                                settings.tenant(),
                                ordering == null ? "" : ordering));
    }

    private CompletableFuture<Acceptance> send(JobDraft draft) {
        Payload input =
                payloads.map(store -> store.wrap(draft.inputKey(), draft.input().toByteString()))
                        .orElseGet(() ->
                                Payload.newBuilder()
                                        .setInline(draft.input().toByteString())
                                        .build());
        JobEvent event =
                JobEvent.newBuilder().setSubmission(draft.submission().setInput(input)).build();
        CompletableFuture<Acceptance> outcome = new CompletableFuture<>();
        try {
            int partitions = producer.partitionsFor(Topics.JOBS.name()).size();
            var _ =
                    producer.send(
                            record(draft, event, draft.id().route().partition(partitions)),
                            (metadata, failure) ->
                                    outcome.complete(
                                            failure == null
                                                    ? new Acceptance.Accepted(draft.id())
                                                    : unknown(draft, failure)));
        } catch (KafkaException | IllegalStateException e) {
            outcome.complete(unknown(draft, e));
        }
        return outcome;
    }

    private static ProducerRecord<byte[], JobEvent> record(
            JobDraft draft, JobEvent event, int partition) {
        ProducerRecord<byte[], JobEvent> record =
                new ProducerRecord<>(
                        Topics.JOBS.name(), partition, null, draft.flight().toByteArray(), event);
        header(record, "ce_specversion", "1.0");
        header(record, "ce_source", "/forebay/producer");
        header(record, "ce_type", "io.forebay.job.submitted");
        header(record, "ce_id", draft.id().text());
        if (event.getSubmission().getInput().hasRef()) {
            header(record, "ce_dataref", event.getSubmission().getInput().getRef().getKey());
        }
        return record;
    }

    private static void header(ProducerRecord<?, ?> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static Acceptance unknown(JobDraft draft, Exception failure) {
        return new Acceptance.Unknown(
                draft.id(), "the queue did not acknowledge the job: " + failure.getMessage());
    }

    private static CompletableFuture<Acceptance> refused(ProblemCode code, String detail) {
        return CompletableFuture.completedFuture(JobCheck.refused(code, detail).orElseThrow());
    }

    /** What the promise rests on comes last, so that no property can undo it. */
    private static Map<String, Object> properties(ProducerSettings settings) {
        int millis = Math.toIntExact(settings.acknowledgeTimeout().toMillis());
        Map<String, Object> properties = settings.client();
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 1);
        properties.putIfAbsent(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_SIZE);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, millis / 2));
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        return properties;
    }

    /** Sends what was handed in, then ends. */
    @Override
    public void close() {
        producer.close();
        if (models instanceof ModelFollower follower) {
            follower.close();
        }
    }
}
