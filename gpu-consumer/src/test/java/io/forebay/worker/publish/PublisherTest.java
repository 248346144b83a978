package io.forebay.worker.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.schemas.payload.PayloadKey;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.Execution;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.PayloadRef;
import io.forebay.schemas.wire.WireTensor;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.attempt.Ended;
import io.forebay.worker.attempt.Ending;
import io.forebay.worker.fake.Items;
import io.forebay.worker.fake.TestClock;
import io.forebay.worker.health.Health;
import io.forebay.worker.meter.WorkerMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PublisherTest {

    private static final int PARTITIONS = 24;

    private final MockProducer<byte[], Completion> producer =
            new MockProducer<>(
                    false,
                    null,
                    new ByteArraySerializer(),
                    Topics.COMPLETIONS.value().serializer());
    private final TestClock clock = new TestClock();
    private final Health health = new Health();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WorkerMeters meters = new WorkerMeters(registry);
    private final ResendsByHand resends = new ResendsByHand();
    private final MemoryStore store = new MemoryStore();
    private final List<Runnable> handedOver = new ArrayList<>();
    private final Publisher publisher =
            new Publisher(
                    new Completions(producer, PARTITIONS, resends, health, meters),
                    new Payloads(store, 100),
                    new CompletionMessages("worker-1", clock),
                    this::runNow,
                    meters.model("m"),
                    health);
    private final List<Integer> finished = new ArrayList<>();

    /** Runs what is scheduled when told to. */
    private static final class ResendsByHand extends ScheduledThreadPoolExecutor {
        private final List<Runnable> due = new ArrayList<>();

        ResendsByHand() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            due.add(task);
            return super.schedule(() -> {}, 0, unit);
        }

        void runDue() {
            List<Runnable> now = List.copyOf(due);
            due.clear();
            now.forEach(Runnable::run);
        }
    }

    /** Payloads in memory. */
    private static final class MemoryStore implements PayloadStore {
        private final Map<String, ByteString> payloads = new HashMap<>();
        private boolean full;

        @Override
        public PayloadRef put(String key, ByteString payload) {
            if (full) {
                throw new PayloadStoreException("full");
            }
            payloads.put(key, payload);
            return PayloadRef.newBuilder().setKey(key).setSize(payload.size()).build();
        }

        @Override
        public ByteString get(PayloadRef ref) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void delete(String key) {
            throw new UnsupportedOperationException();
        }
    }

    @AfterEach
    void stop() {
        resends.shutdownNow();
    }

    @Test
    void finishesAnAttemptOnlyWhenItsCompletionIsAcknowledged() {
        publisher.ended(attempt(7), landed("small"));
        assertThat(finished).isEmpty();

        producer.completeNext();
        assertThat(finished).containsExactly(7);
    }

    @Test
    void saysWhatBecameOfAnAttempt() {
        Attempt attempt = attempt(30);
        attempt.started(clock.instant());
        clock.advance(Duration.ofMillis(12));
        publisher.ended(attempt, landed("small"));

        ProducerRecord<byte[], Completion> sent = onlySent();
        assertThat(sent.topic()).isEqualTo("forebay.completions");
        assertThat(sent.partition()).isEqualTo(30 % PARTITIONS);
        assertThat(sent.key()).isEqualTo(Items.key(30).toByteArray());
        assertThat(new String(sent.headers().lastHeader("traceparent").value(), UTF_8))
                .isEqualTo("00-trace-30");
        Completion completion = sent.value();
        assertThat(completion.getFlightKey()).isEqualTo(Items.key(30));
        assertThat(completion.getFlightId()).isEqualTo("flight-30");
        assertThat(completion.getAttempt()).isEqualTo(1);
        assertThat(completion.getWorker()).isEqualTo("worker-1");
        assertThat(completion.getStartedAt()).isEqualTo(clock.millis() - 12);
        assertThat(completion.getEndedAt()).isEqualTo(clock.millis());
        assertThat(completion.getLanded().getOutput().getInline())
                .isEqualTo(output("small").toByteString());
        assertThat(completion.getLanded().getExecution().getBatchSize()).isEqualTo(3);
    }

    @Test
    void keepsLargeOutputsInTheStore() {
        String large = "x".repeat(200);
        publisher.ended(attempt(1), landed(large));

        String key = PayloadKey.output(Items.item(1).build());
        assertThat(onlySent().value().getLanded().getOutput().getRef().getKey()).isEqualTo(key);
        assertThat(store.payloads).containsEntry(key, output(large).toByteString());
    }

    @Test
    void doesNotLetSmallOutputsWaitForTheStore() {
        handOver = false;
        publisher.ended(
                List.of(
                        new Ended(attempt(1), landed("x".repeat(200))),
                        new Ended(attempt(2), landed("a")),
                        new Ended(attempt(3), landed("b"))));

        assertThat(handedOver).hasSize(2);
        handedOver.get(1).run();
        assertThat(producer.history())
                .extracting(sent -> sent.value().getFlightId())
                .containsExactly("flight-2", "flight-3");
    }

    @Test
    void failsTransientlyWhatItCannotKeep() {
        store.full = true;
        publisher.ended(attempt(1), landed("x".repeat(200)));

        Completion completion = onlySent().value();
        assertThat(completion.getFailed().getTransient()).isTrue();
        assertThat(completion.getFailed().getItem()).isEqualTo(Items.item(1).build());
    }

    @Test
    void sendsTheItemWithItsFailure() {
        publisher.ended(
                attempt(1), Ending.permanent(Problem.of(ProblemCode.INVALID_INPUT, "too long")));
        publisher.ended(
                attempt(2), Ending.transientFailure(Problem.of(ProblemCode.RUN_TIMEOUT, "late")));

        Completion permanent = producer.history().get(0).value();
        assertThat(permanent.getFailed().getTransient()).isFalse();
        assertThat(permanent.getFailed().getProblem().getCode()).isEqualTo("invalid-input");
        assertThat(permanent.getFailed().getProblem().getDetail()).isEqualTo("too long");
        assertThat(permanent.getFailed().getItem()).isEqualTo(Items.item(1).build());
        assertThat(permanent.getStartedAt()).isZero();
        Completion later = producer.history().get(1).value();
        assertThat(later.getFailed().getTransient()).isTrue();
    }

    @Test
    void cutsEndlessDetails() {
        publisher.ended(
                attempt(1),
                Ending.permanent(Problem.of(ProblemCode.INVALID_INPUT, "x".repeat(1_000_000))));

        assertThat(onlySent().value().getSerializedSize()).isLessThan(10_000);
    }

    @Test
    void sendsTheItemThatItSkipped() {
        publisher.ended(
                attempt(1), new Ending.Skipped(Problem.of(ProblemCode.QUEUE_TIMEOUT, "late")));

        Completion completion = onlySent().value();
        assertThat(completion.getSkipped().getProblem().getCode()).isEqualTo("queue-timeout");
        assertThat(completion.getSkipped().getItem()).isEqualTo(Items.item(1).build());
    }

    @Test
    void tellsNobodyOfWithdrawnWork() {
        publisher.ended(attempt(1), new Ending.Withdrawn());

        assertThat(producer.history()).isEmpty();
        assertThat(finished).containsExactly(1);
    }

    @Test
    void saysThatAnAttemptRunsWithoutFinishingIt() {
        Attempt attempt = attempt(1);
        attempt.started(clock.instant());
        publisher.running(attempt);
        producer.completeNext();

        assertThat(onlySent().value().hasStarted()).isTrue();
        assertThat(onlySent().value().getStartedAt()).isEqualTo(clock.millis());
        assertThat(onlySent().value().getEndedAt()).isZero();
        assertThat(finished).isEmpty();
    }

    @Test
    void sendsAgainWhatWasNotAcknowledged() {
        publisher.ended(attempt(1), landed("small"));
        producer.errorNext(new TimeoutException("no acknowledgement"));

        assertThat(finished).isEmpty();
        assertThat(health.isWell()).isFalse();
        assertThat(health.isLive()).isTrue();

        resends.runDue();
        producer.completeNext();
        assertThat(finished).containsExactly(1);
        assertThat(health.isWell()).isTrue();
        assertThat(producer.history()).hasSize(2);
    }

    @Test
    void wantsARestartWhenSendingKeepsFailing() {
        publisher.ended(attempt(1), landed("small"));
        for (int i = 0; i < Completions.MAX_FAILURES; i++) {
            assertThat(health.isLive()).isTrue();
            producer.errorNext(new TimeoutException("no acknowledgement"));
            resends.runDue();
        }

        assertThat(health.isLive()).isFalse();
        assertThat(finished).isEmpty();
    }

    @Test
    void wantsARestartWhenSendingCannotSucceed() {
        publisher.ended(attempt(1), landed("small"));
        producer.errorNext(new InvalidTopicException("no such topic"));

        assertThat(health.isLive()).isFalse();
        assertThat(finished).isEmpty();
    }

    @Test
    void wantsARestartWhenTheProducerThrows() {
        producer.sendException = new IllegalStateException("closed");
        publisher.ended(attempt(1), landed("small"));

        assertThat(health.isLive()).isFalse();
        assertThat(finished).isEmpty();
    }

    private boolean handOver = true;

    private void runNow(Runnable task) {
        if (handOver) {
            task.run();
        } else {
            handedOver.add(task);
        }
    }

    private Attempt attempt(int number) {
        return new Attempt(Items.item(number).build(), clock.instant(), () -> finished.add(number));
    }

    private static Ending landed(String text) {
        return new Ending.Landed(output(text), Execution.newBuilder().setBatchSize(3).build());
    }

    private static InferenceOutput output(String text) {
        return InferenceOutput.newBuilder()
                .addOutputs(WireTensor.newBuilder().setData(ByteString.copyFromUtf8(text)))
                .build();
    }

    private ProducerRecord<byte[], Completion> onlySent() {
        assertThat(producer.history()).hasSize(1);
        return producer.history().getFirst();
    }
}
