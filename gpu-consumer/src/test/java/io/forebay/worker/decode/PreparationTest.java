package io.forebay.worker.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.PayloadRef;
import io.forebay.schemas.wire.Withdrawal;
import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.attempt.Ending;
import io.forebay.worker.batch.BatchFormer;
import io.forebay.worker.batch.Urgency;
import io.forebay.worker.device.Device;
import io.forebay.worker.device.LoadedModel;
import io.forebay.worker.device.LoadedModels;
import io.forebay.worker.device.SharedProcess;
import io.forebay.worker.device.StartReporter;
import io.forebay.worker.device.Verdicts;
import io.forebay.worker.device.Work;
import io.forebay.worker.device.WorkQueue;
import io.forebay.worker.fake.Drawn;
import io.forebay.worker.fake.FakeEngine;
import io.forebay.worker.fake.Items;
import io.forebay.worker.fake.RecordedReports;
import io.forebay.worker.fake.TestClock;
import io.forebay.worker.health.Health;
import io.forebay.worker.meter.ModelMeters;
import io.forebay.worker.meter.WorkerMeters;
import io.forebay.worker.model.RunOutcome.Kind;
import io.forebay.worker.withdrawal.Gate;
import io.forebay.worker.withdrawal.WithdrawnFlights;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PreparationTest {

    private static final Urgency URGENCY = new Urgency(Duration.ofSeconds(30));

    private final TestClock clock = new TestClock();
    private final RecordedReports reports = new RecordedReports();
    private final WithdrawnFlights withdrawn = new WithdrawnFlights(10, Duration.ofHours(1));
    private final Verdicts verdicts = new Verdicts(10);
    private final BatchFormer<Work> former = new BatchFormer<>(Duration.ZERO);
    private final WorkQueue queue = new WorkQueue(former, clock);
    private final LoadedModels models = new LoadedModels(2);
    private final FakeEngine engine = new FakeEngine(Items.model("v1"));
    private final WorkerMeters ofWorker = new WorkerMeters(new SimpleMeterRegistry());
    private final DecodePool pool =
            new DecodePool(
                    new DecodePool.Limits(1, 4, Duration.ofHours(1), 1),
                    URGENCY,
                    new Health(),
                    ofWorker);
    private final Map<String, ByteString> stored = new ConcurrentHashMap<>();
    private final ModelMeters meters = ofWorker.model("m");
    private final Preparation preparation =
            new Preparation(
                    new Preparation.Parts(
                            models, queue, new Gate(withdrawn), verdicts, reports, pool),
                    new Payloads(new StoredPayloads(), 100),
                    URGENCY,
                    clock,
                    meters,
                    12);

    PreparationTest() {
        models.add(new LoadedModel(engine, model -> Optional.empty()));
    }

    private final class StoredPayloads implements PayloadStore {
        @Override
        public PayloadRef put(String key, ByteString payload) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ByteString get(PayloadRef ref) {
            ByteString payload = stored.get(ref.getKey());
            if (payload == null) {
                throw new PayloadStoreException("no " + ref.getKey());
            }
            return payload;
        }

        @Override
        public void delete(String key) {
            throw new UnsupportedOperationException();
        }
    }

    @AfterEach
    void stop() {
        pool.close();
    }

    @Test
    void preparesTensorsAtOnce() {
        accept(Items.item(1), Items.item(2));

        assertThat(prepared()).containsExactly("item-1", "item-2");
    }

    @Test
    void decodesPicturesInThePool() {
        accept(Items.pictureItem(1));

        await().until(() -> former.size() == 1);
        assertThat(prepared()).containsExactly("picture-1");
    }

    @Test
    void fetchesWhatIsInTheStore() {
        stored.put("inputs/1", Items.item(1).getInput().getInline());
        stored.put("inputs/2", Items.pictureItem(2).getInput().getInline());
        accept(stored(1), stored(2));

        await().until(() -> former.size() == 2);
        assertThat(prepared()).containsExactlyInAnyOrder("item-1", "picture-2");
    }

    @Test
    void refusesAnOrderingKeyWhereWorkIsTakenInNoOrder() {
        Model shared = Items.model("v2", "consumption: { group: share }");
        models.add(new LoadedModel(new FakeEngine(shared), model -> Optional.empty()));
        accept(Items.item(1).setOrderingKey("s").setModel(shared.ref()), Items.item(2));

        assertThat(prepared()).containsExactly("item-2");
        assertThat(failed(1).isTransient()).isFalse();
        assertThat(failed(1).problem().code()).isEqualTo(ProblemCode.INVALID_INPUT);
    }

    @Test
    void leavesToTheDispatcherWhatWasGivenToTooManyWorkers() {
        Attempt attempt = new Attempt(Items.item(1).build(), clock.instant(), () -> {});
        attempt.delivered(Attempt.MOST_DELIVERIES);
        preparation.accept(List.of(attempt));

        assertThat(former.size()).isZero();
        assertThat(failed(1).isTransient()).isTrue();
        assertThat(failed(1).problem().detail()).contains("given to workers 7 times");
    }

    @Test
    void failsTransientlyWhatIsNotInTheStore() {
        accept(stored(1));

        await().until(() -> reports.endings().containsKey("flight-1"));
        assertThat(failed(1).isTransient()).isTrue();
    }

    @Test
    void failsForGoodWhatDoesNotFitTheModel() {
        engine.refuseToPrepare(1);
        accept(Items.item(1), Items.item(2));

        assertThat(failed(1).isTransient()).isFalse();
        assertThat(failed(1).problem().code()).isEqualTo(ProblemCode.INVALID_INPUT);
        assertThat(prepared()).containsExactly("item-2");
    }

    @Test
    void failsForGoodWhatIsNoInput() {
        Payload broken = Payload.newBuilder().setInline(ByteString.copyFromUtf8("\u00ff")).build();
        accept(Items.item(1).setInput(broken));

        assertThat(failed(1).isTransient()).isFalse();
    }

    @Test
    void failsTransientlyWhenTheDecoderBreaks() {
        accept(Items.item(1).setInput(Payload.newBuilder().setInline(ByteString.EMPTY)));

        // The fake throws an IndexOutOfBoundsException on an input without tensors.
        assertThat(failed(1).isTransient()).isTrue();
        assertThat(failed(1).problem().code()).isEqualTo(ProblemCode.EXECUTION_FAILED);
    }

    @Test
    void failsTransientlyWhatNeedsAVersionThatIsNotHere() {
        accept(Items.item(1).setModel(ModelRef.newBuilder().setDigest(Items.digest("v9"))));

        assertThat(failed(1).isTransient()).isTrue();
        assertThat(failed(1).problem().code()).isEqualTo(ProblemCode.UNKNOWN_MODEL);
    }

    @Test
    void leavesToOthersWhatComesWhileTheModelIsUnloaded() {
        queue.close();
        accept(Items.item(1).setModel(ModelRef.newBuilder().setDigest(Items.digest("v9"))));

        assertThat(reports.endings()).isEmpty();
    }

    @Test
    void preparesNothingThatIsLateOrWithdrawn() {
        withdrawn.add(
                Withdrawal.newBuilder()
                        .setFlightKey(Items.key(2))
                        .setFlightId("flight-2")
                        .setWithdrawnAt(clock.millis())
                        .build(),
                clock.millis());
        accept(Items.item(1).setStartBy(clock.millis()), Items.item(2), Items.item(3));

        assertThat(reports.endings().get("flight-1")).isInstanceOf(Ending.Skipped.class);
        assertThat(reports.endings().get("flight-2")).isEqualTo(new Ending.Withdrawn());
        assertThat(prepared()).containsExactly("item-3");
    }

    @Test
    void failsAtOnceWhatTheModelRefusedBefore() throws InterruptedException {
        engine.breakOn(1, Kind.REJECTED);
        accept(Items.item(1));
        runOnce();
        assertThat(engine.runs()).hasSize(1);
        accept(Items.item(1).setFlightId("again").setAttempt(2));

        assertThat(former.size()).isZero();
        assertThat(reports.endings().get("again")).isEqualTo(failed(1));
        assertThat(failed(1).isTransient()).isFalse();
    }

    @Test
    void doesNotPrepareWhatWasDropped() {
        Attempt attempt = attempt(Items.item(1).build());
        attempt.drop();
        preparation.accept(List.of(attempt));

        assertThat(former.size()).isZero();
        assertThat(reports.endings()).isEmpty();
    }

    @Test
    void forgetsWhatWasDroppedWhenAsked() {
        Attempt attempt = attempt(Items.item(1).build());
        preparation.accept(List.of(attempt, attempt(Items.item(2).build())));
        attempt.drop();
        preparation.purge();

        assertThat(prepared()).containsExactly("item-2");
    }

    @Test
    void weighsTheRecordTheStoredInputAndTheDecodedPicture() {
        WorkItem item = stored(1).build();

        assertThat(preparation.weigh(item, 1_000)).isEqualTo(1_000 + 500 + 12);
    }

    @Test
    void decodesInteractiveBeforeBulkAndUrgentBeforePatient() throws InterruptedException {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(4);
        pool.decode(attempt(Items.item(0).build()), decode(() -> awaitQuietly(gate)));
        for (WorkItem item :
                List.of(
                        Items.item(1).setLane(Lane.BULK).setDeadline(1).build(),
                        Items.item(2).setEnqueuedAt(500).build(),
                        Items.item(3).setEnqueuedAt(400).build(),
                        Items.item(4).setEnqueuedAt(500).setDeadline(600).build())) {
            pool.decode(
                    attempt(item),
                    decode(() -> {
                        order.add(item.getFlightId());
                        done.countDown();
                    }));
        }
        gate.countDown();
        done.await();

        assertThat(order).containsExactly("flight-4", "flight-3", "flight-2", "flight-1");
    }

    private static Decode decode(Runnable work) {
        return new Decode(() -> work, why -> {});
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void runOnce() throws InterruptedException {
        Device device =
                new Device(
                        new Device.Parts(
                                models,
                                queue,
                                new Gate(withdrawn),
                                verdicts,
                                reports,
                                new StartReporter(Duration.ofSeconds(1), reports, clock),
                                new SharedProcess(),
                                Tracing.OFF),
                        clock,
                        meters,
                        3);
        Thread thread = Thread.ofPlatform().start(device);
        await().until(() -> former.size() == 0 && !reports.endings().isEmpty());
        queue.close();
        thread.join();
    }

    private void accept(WorkItem.Builder... items) {
        List<Attempt> attempts = new ArrayList<>();
        for (WorkItem.Builder item : items) {
            attempts.add(attempt(item.build()));
        }
        preparation.accept(attempts);
    }

    private Attempt attempt(WorkItem item) {
        return new Attempt(item, clock.instant(), () -> {});
    }

    private static WorkItem.Builder stored(int number) {
        PayloadRef ref = PayloadRef.newBuilder().setKey("inputs/" + number).setSize(500).build();
        return Items.item(number).setInput(Payload.newBuilder().setRef(ref));
    }

    private Ending.Failed failed(int number) {
        return (Ending.Failed)
                Optional.ofNullable(reports.endings().get("flight-" + number)).orElseThrow();
    }

    private List<String> prepared() {
        return Drawn.names(former, clock.millis());
    }
}
