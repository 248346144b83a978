package io.forebay.results.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.InvalidProtocolBufferException;
import io.forebay.results.webhook.WebhookMeters;
import io.forebay.results.webhook.retry.Result;
import io.forebay.results.webhook.retry.RetryConfig;
import io.forebay.results.webhook.retry.RetryPolicy;
import io.forebay.schemas.document.JobWriter;
import io.forebay.schemas.document.Outputs;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.id.Route;
import io.forebay.schemas.payload.DirectoryPayloadStore;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.webhook.Endpoint;
import io.forebay.schemas.webhook.Endpoints;
import io.forebay.schemas.webhook.SecretSeal;
import io.forebay.schemas.webhook.SigningSecrets;
import io.forebay.schemas.wire.DeliveryEntry;
import io.forebay.schemas.wire.DeliveryOrder;
import io.forebay.schemas.wire.EndpointRecord;
import io.forebay.schemas.wire.EndpointStanding;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.OpenDelivery;
import io.forebay.schemas.wire.SealedSecret;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.WebhookEndpoint;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a failing receiver over its whole schedule to an endpoint that is called no more, and back.
 * The log and the time are in memory.
 */
class GivenUpTest {

    private static final String TENANT = "acme";
    private static final Instant BEGAN = Instant.parse("2026-05-06T07:08:09Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGAN);
    private final InstantSource clock = now::get;
    private final SecretSeal seal = new SecretSeal("sixteen characters", new SecureRandom());
    private final MockProducer<String, byte[]> log =
            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
    private final AtomicInteger calls = new AtomicInteger();
    private final Known known = new Known();
    private volatile int status = 500;
    private volatile boolean deleted;

    @TempDir Path directory;

    @Test
    void anEndpointThatFailsForItsWholeScheduleIsDisabledAndAChangeEnablesIt() throws Exception {
        Desk desk = desk();
        known.definition = definition(1);

        deliver(desk, 1);
        int attempts = RetryConfig.DEFAULT.schedule().size();
        for (int made = 1; made < attempts; made++) {
            int so = made;
            eventually().until(() -> calls.get() == so && desk.lanes().parked() == 1);
            // Longer than any wait of the schedule with all of its jitter.
            now.set(clock.instant().plus(Duration.ofHours(30)));
            desk.lanes().pump();
        }
        eventually().until(() -> known.standing().getDisabledAt() != 0);

        assertThat(calls).hasValue(attempts);
        assertThat(known.standing().getReason()).matches("no delivery succeeded for \\d+ h");
        assertThat(known.find(TENANT, "we_1").orElseThrow().isActive()).isFalse();
        deliver(desk, 2);
        eventually().until(() -> desk.lanes().inMemory() == 0);
        assertThat(calls).as("it is called no more").hasValue(attempts);

        status = 200;
        known.definition = definition(2);
        deliver(desk, 3);
        eventually().until(() -> calls.get() == attempts + 1);
        eventually().until(() -> known.standing().getLastSuccessAt() != 0);
        assertThat(known.standing().getDisabledAt()).isZero();
    }

    @Test
    void oneDeliveryThatCameThroughMeanwhileKeepsTheEndpoint() throws Exception {
        Desk desk = desk();
        known.definition = definition(1);
        deliver(desk, 1);
        for (int made = 1; made < RetryConfig.DEFAULT.schedule().size(); made++) {
            int so = made;
            eventually().until(() -> calls.get() == so && desk.lanes().parked() == 1);
            if (made == 1) {
                known.lastSuccess(clock.instant().plusSeconds(1).toEpochMilli());
            }
            now.set(clock.instant().plus(Duration.ofHours(30)));
            desk.lanes().pump();
        }

        eventually().until(() -> desk.lanes().parked() == 0 && desk.lanes().inMemory() == 0);
        assertThat(calls).hasValue(RetryConfig.DEFAULT.schedule().size());
        assertThat(known.standing().getDisabledAt()).isZero();
    }

    @Test
    void anEndpointThatIsGoneIsDisabledAtOnce() throws Exception {
        Desk desk = desk();
        known.definition = definition(1);
        status = 410;

        deliver(desk, 1);

        eventually().until(() -> known.standing().getDisabledAt() != 0);
        assertThat(calls).hasValue(1);
        assertThat(known.standing().getReason()).contains("410");
    }

    @Test
    void whatIsOwedOfAJobThatWasDeletedIsTriedNoMoreAndForgotten() throws Exception {
        Desk desk = desk();
        known.definition = definition(1);
        deliver(desk, 1);
        eventually().until(() -> calls.get() == 1 && desk.lanes().parked() == 1);

        deleted = true;
        now.set(clock.instant().plus(Duration.ofMinutes(1)));
        desk.lanes().pump();

        eventually().until(() -> desk.lanes().parked() == 0 && desk.lanes().inMemory() == 0);
        assertThat(calls).hasValue(1);
        assertThat(log.history())
                .filteredOn(record -> record.topic().equals(Topics.DELIVERIES.name()))
                .last()
                .matches(record -> record.value() == null, "a tombstone");
        assertThat(known.standing().getDisabledAt()).as("it is not the endpoint's fault").isZero();
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofMinutes(1));
    }

    private void deliver(Desk desk, int number) {
        JobState job =
                JobState.newBuilder()
                        .setJobId(
                                new JobIdMint(
                                                new byte[32],
                                                clock,
                                                new Random(number),
                                                Duration.ofHours(1))
                                        .mint(TENANT, new Route(0))
                                        .text())
                        .setTenant(TENANT)
                        .setState(State.FAILED)
                        .setFinishedAt(clock.millis())
                        .build();
        DeliveryOrder order =
                DeliveryOrder.newBuilder()
                        .setId("msg_" + number)
                        .setTenant(TENANT)
                        .setEvent("job.failed")
                        .setHappenedAt(clock.millis())
                        .setEndpointId("we_1")
                        .setJob(job)
                        .build();
        desk.accept(new Delivery(order, Share.of(0), 0, clock.millis(), false, () -> {}));
    }

    private Desk desk() {
        return new Desks(
                        known,
                        seal,
                        (url, headers, body) -> {
                            calls.incrementAndGet();
                            return new Result.Answered(status, null);
                        },
                        new JobWriter(
                                new Outputs(
                                        new Payloads(
                                                new DirectoryPayloadStore(directory),
                                                Payloads.INPUT_INLINE_LIMIT))),
                        new Ledger(log, 1),
                        this::owed,
                        _ -> deleted,
                        new RetryPolicy(RetryConfig.DEFAULT, new Random(1)),
                        new WebhookMeters(new SimpleMeterRegistry()),
                        Tracing.OFF)
                .desk(LaneConfig.DEFAULT, clock);
    }

    /** From the log, as the record was written last. */
    private Optional<Delivery> owed(Parked parked) {
        List<OpenDelivery> opened =
                log.history().stream()
                        .filter(record -> record.topic().equals(Topics.DELIVERIES.name()))
                        .filter(record -> record.value() != null)
                        .map(record -> parsed(record).getOpen())
                        .filter(open -> open.getOrder().getId().equals(parked.id()))
                        .toList();
        OpenDelivery last = opened.getLast();
        return Optional.of(
                Delivery.owed(
                        last.getOrder(), parked.share(), last.getAttempts(), last.getOpenedAt()));
    }

    private static DeliveryEntry parsed(ProducerRecord<String, byte[]> record) {
        try {
            return DeliveryEntry.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private WebhookEndpoint definition(long revision) {
        byte[] secret = SigningSecrets.random(new SecureRandom());
        return WebhookEndpoint.newBuilder()
                .setId("we_1")
                .setTenant(TENANT)
                .setUrl("https://a.example/")
                .setEnabled(true)
                .setRevision(revision)
                .setCreatedAt(1)
                .addSecrets(
                        SealedSecret.newBuilder()
                                .setSealed(seal.seal(secret, Endpoint.owner(TENANT, "we_1"))))
                .build();
    }

    /** The endpoint as the log has it. */
    private final class Known implements Endpoints {

        private volatile WebhookEndpoint definition = WebhookEndpoint.getDefaultInstance();
        private volatile long noted;

        void lastSuccess(long at) {
            noted = at;
        }

        EndpointStanding standing() {
            EndpointStanding last =
                    log.history().stream()
                            .filter(one -> one.topic().equals(Topics.WEBHOOK_ENDPOINTS.name()))
                            .map(Known::standing)
                            .reduce(EndpointStanding.getDefaultInstance(), (_, next) -> next);
            return noted == 0 ? last : last.toBuilder().setLastSuccessAt(noted).build();
        }

        private static EndpointStanding standing(ProducerRecord<String, byte[]> record) {
            try {
                return EndpointRecord.parseFrom(record.value()).getStanding();
            } catch (InvalidProtocolBufferException e) {
                throw new AssertionError(new String(record.value(), StandardCharsets.UTF_8), e);
            }
        }

        @Override
        public Collection<Endpoint> of(String tenant) {
            return List.of(new Endpoint(definition, standing()));
        }

        @Override
        public Optional<Endpoint> find(String tenant, String id) {
            return Optional.of(new Endpoint(definition, standing()));
        }

        @Override
        public boolean await(String tenant, String id, long revision, Duration patience) {
            return true;
        }
    }
}
