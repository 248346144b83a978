package io.forebay.worker.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.Withdrawal;
import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.attempt.Ending;
import io.forebay.worker.batch.BatchFormer;
import io.forebay.worker.batch.Urgency;
import io.forebay.worker.fake.FakeEngine;
import io.forebay.worker.fake.Items;
import io.forebay.worker.fake.RecordedReports;
import io.forebay.worker.fake.TestClock;
import io.forebay.worker.meter.WorkerMeters;
import io.forebay.worker.model.Engine;
import io.forebay.worker.model.RunOutcome.Kind;
import io.forebay.worker.model.Timing;
import io.forebay.worker.withdrawal.Gate;
import io.forebay.worker.withdrawal.WithdrawnFlights;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DeviceTest {

    private final TestClock clock = new TestClock();
    private final RecordedReports reports = new RecordedReports();
    private final WithdrawnFlights withdrawn = new WithdrawnFlights(10, Duration.ofHours(1));
    private final Verdicts verdicts = new Verdicts(10);
    private final StartReporter starts = new StartReporter(Duration.ofMillis(250), reports, clock);
    private final WorkQueue queue = new WorkQueue(new BatchFormer<>(Duration.ZERO), clock);
    private final LoadedModels models = new LoadedModels(2);
    private final Deque<Engine> spares = new ArrayDeque<>();
    private final FakeEngine engine = new FakeEngine(Items.model("v1"));
    private final LoadedModel model = load(engine);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final SharedProcess process = new SharedProcess();
    private final Device device =
            new Device(
                    new Device.Parts(
                            models,
                            queue,
                            new Gate(withdrawn),
                            verdicts,
                            reports,
                            starts,
                            process,
                            Tracing.OFF),
                    clock,
                    new WorkerMeters(registry).model("m"),
                    3);

    @Test
    void landsEveryItemOfABatchWithItsOwnAnswer() throws InterruptedException {
        Attempt first = offer(Items.item(1).build());
        clock.advance(Duration.ofMillis(7));
        offer(Items.item(2).build());
        device.turn();

        assertThat(engine.runs()).containsExactly(List.of("item-1", "item-2"));
        assertThat(reports.endings()).hasSize(2);
        Ending.Landed landed = landed(1);
        assertThat(landed.output().getTask()).isEqualTo("item-1");
        assertThat(landed(2).output().getTask()).isEqualTo("item-2");
        assertThat(landed.execution().getBatchSize()).isEqualTo(2);
        assertThat(landed.execution().getBatchWaitUs()).isEqualTo(7_000);
        assertThat(landed.execution().getInferUs()).isEqualTo(3_000);
        assertThat(landed.execution().getExecutionProvider()).isEqualTo("fake");
        assertThat(landed.execution().getPrecision()).isEqualTo("fp32");
        assertThat(first.startedAt()).isEqualTo(clock.millis());
    }

    @Test
    void failsAnUnusableAnswerAloneAndForGood() throws InterruptedException {
        engine.answerUnusableTo(2);
        offerAll(1, 2, 3);
        device.turn();

        assertThat(engine.runs()).hasSize(1);
        assertThat(landed(1)).isNotNull();
        assertThat(failed(2).isTransient()).isFalse();
        assertThat(landed(3)).isNotNull();
    }

    @Test
    void findsTheGuiltyOneByHalvesAndSparesTheInnocent() throws InterruptedException {
        engine.breakOn(6, Kind.REJECTED);
        offerAll(1, 2, 3, 4, 5, 6, 7, 8);
        device.turn();

        assertThat(engine.runs())
                .containsExactly(
                        names(1, 2, 3, 4, 5, 6, 7, 8),
                        names(1, 2, 3, 4),
                        names(5, 6, 7, 8),
                        names(5, 6),
                        names(5),
                        names(6),
                        names(7, 8));
        assertThat(failed(6).isTransient()).isFalse();
        assertThat(failed(6).problem().code()).isEqualTo(ProblemCode.INVALID_INPUT);
        IntStream.of(1, 2, 3, 4, 5, 7, 8)
                .forEach(innocent -> assertThat(landed(innocent)).isNotNull());
        assertThat(registry.get("forebay.worker.bisections").counter().count()).isEqualTo(3);
    }

    @Test
    void findsTheGuiltyWhereverItIs() throws InterruptedException {
        for (int guilty = 1; guilty <= 7; guilty++) {
            FakeEngine one =
                    new FakeEngine(Items.model("v-" + guilty)).breakOn(guilty, Kind.DEVICE);
            LoadedModel loaded = load(one);
            for (int number = 1; number <= 7; number++) {
                offer(Items.item(number).setFlightId(guilty + "/" + number).build(), loaded);
            }
            device.turn();

            for (int number = 1; number <= 7; number++) {
                Ending ending = reports.endings().get(guilty + "/" + number);
                assertThat(ending)
                        .isInstanceOf(number == guilty ? Ending.Failed.class : Ending.Landed.class);
            }
        }
    }

    @Test
    void remembersOnlyWhatTheModelRefusesForGood() throws InterruptedException {
        engine.breakOn(1, Kind.REJECTED).breakOn(2, Kind.DEVICE);
        Attempt refused = offer(Items.item(1).build());
        Attempt unlucky = offer(Items.item(2).build());
        device.turn();

        assertThat(verdicts.find(refused.flight()))
                .hasValueSatisfying(
                        problem -> assertThat(problem.detail()).isEqualTo("because of item-1"));
        assertThat(verdicts.find(unlucky.flight())).isEmpty();
    }

    @Test
    void halvesWhatDoesNotFitIntoMemoryAndRemembersTheCap() throws InterruptedException {
        engine.memoryFor(3);
        offerAll(1, 2, 3, 4, 5, 6, 7, 8);
        device.turn();
        offerAll(11, 12, 13, 14, 15);
        device.turn();
        device.turn();
        device.turn();

        assertThat(reports.endings())
                .hasSize(13)
                .values()
                .allMatch(Ending.Landed.class::isInstance);
        assertThat(engine.runs())
                .containsExactly(
                        names(1, 2, 3, 4, 5, 6, 7, 8),
                        names(1, 2, 3, 4),
                        names(1, 2),
                        names(3, 4),
                        names(5, 6, 7, 8),
                        names(5, 6),
                        names(7, 8),
                        names(11, 12),
                        names(13, 14),
                        names(15));
    }

    @Test
    void failsTransientlyWhatDoesNotFitAlone() throws InterruptedException {
        engine.memoryFor(0);
        offerAll(1);
        device.turn();

        assertThat(failed(1).isTransient()).isTrue();
    }

    @Test
    void saysThatARunTookTooLong() throws InterruptedException {
        engine.breakOn(1, Kind.TIMED_OUT);
        offerAll(1);
        device.turn();

        assertThat(failed(1).isTransient()).isTrue();
        assertThat(failed(1).problem().code()).isEqualTo(ProblemCode.RUN_TIMEOUT);
    }

    @Test
    void skipsHalvesThatHaveBecomeTooLate() throws InterruptedException {
        engine.breakOn(1, Kind.TIMED_OUT).beforeRun(() -> clock.advance(Duration.ofSeconds(1)));
        long soon = clock.millis() + 1_500;
        offer(Items.item(1).build());
        offer(Items.item(2).build());
        offer(Items.item(3).setDeadline(soon).build());
        offer(Items.item(4).setStartBy(soon).build());
        device.turn();

        assertThat(failed(1).problem().code()).isEqualTo(ProblemCode.RUN_TIMEOUT);
        assertThat(landed(2)).isNotNull();
        assertThat(reports.endings().get("flight-3")).isInstanceOf(Ending.Skipped.class);
        assertThat(landed(4)).isNotNull();
    }

    @Test
    void survivesAnEngineThatThrows() throws InterruptedException {
        engine.beforeRun(() -> {
            throw new IllegalStateException("a bug");
        });
        offerAll(1, 2);
        device.turn();

        assertThat(failed(1).isTransient()).isTrue();
        assertThat(failed(2).isTransient()).isTrue();
    }

    @Test
    void givesARunTheShortestLimitOfItsItems() throws InterruptedException {
        offer(Items.item(1).setRunTimeoutMs(900).build());
        offer(Items.item(2).setRunTimeoutMs(400).build());
        device.turn();
        offer(Items.item(3).setRunTimeoutMs(0).build());
        device.turn();

        assertThat(engine.timeouts())
                .containsExactly(Duration.ofMillis(400), Duration.ofMinutes(1));
    }

    @Test
    void doesNotRunWhatIsLateOrWithdrawn() throws InterruptedException {
        offer(Items.item(1).setStartBy(clock.millis() + 100).build());
        offer(Items.item(2).setDeadline(clock.millis() + 100).build());
        Attempt third = offer(Items.item(3).build());
        offerAll(4);
        withdrawn.add(
                Withdrawal.newBuilder()
                        .setFlightKey(third.item().getFlightKey())
                        .setFlightId("flight-3")
                        .setWithdrawnAt(clock.millis())
                        .build(),
                clock.millis());
        clock.advance(Duration.ofMillis(100));
        device.turn();

        assertThat(engine.runs()).containsExactly(names(4));
        assertThat(skipped(1)).isEqualTo(ProblemCode.QUEUE_TIMEOUT);
        assertThat(skipped(2)).isEqualTo(ProblemCode.DEADLINE_EXCEEDED);
        assertThat(reports.endings().get("flight-3")).isEqualTo(new Ending.Withdrawn());
        assertThat(reports.endings()).hasSize(4);
    }

    @Test
    void leavesAloneWhatWasDropped() throws InterruptedException {
        Attempt dropped = offer(Items.item(1).build());
        offerAll(2);
        assertThat(dropped.drop()).isTrue();
        device.turn();

        assertThat(engine.runs()).containsExactly(names(2));
        assertThat(reports.endings()).containsOnlyKeys("flight-2");
    }

    @Test
    void runsInteractiveBeforeBulk() throws InterruptedException {
        engine.maxRows(1);
        offer(Items.item(1).setLane(Lane.BULK).build());
        offer(Items.item(2).build());
        device.turn();
        device.turn();

        assertThat(engine.runs()).containsExactly(names(2), names(1));
    }

    @Test
    void reportsALongRunOnceAndOnlyForItemsThatHaveNotEnded() throws InterruptedException {
        engine.breakOn(1, Kind.TIMED_OUT)
                .beforeRun(() -> {
                    starts.tick();
                    clock.advance(Duration.ofMillis(125));
                });
        offerAll(1, 2);
        device.turn();
        starts.tick();

        // Runs: both at 0 ms, item 1 at 125 ms, item 2 at 250 ms, when item 1 has ended.
        assertThat(reports.running()).containsExactly("flight-2");
    }

    @Test
    void saysNothingOfAShortRun() throws InterruptedException {
        engine.beforeRun(() -> clock.advance(Duration.ofMillis(249)));
        offerAll(1);
        device.turn();
        clock.advance(Duration.ofSeconds(1));
        starts.tick();

        assertThat(reports.running()).isEmpty();
    }

    @Test
    void reportsEveryItemOfALongRun() throws InterruptedException {
        engine.beforeRun(() -> {
            clock.advance(Duration.ofMillis(250));
            starts.tick();
            starts.tick();
        });
        offerAll(1, 2);
        device.turn();

        assertThat(reports.running()).containsExactly("flight-1", "flight-2");
    }

    @Test
    void opensABrokenEngineAnew() throws InterruptedException {
        FakeEngine spare = new FakeEngine(Items.model("v1"));
        spares.add(spare);
        engine.maxRows(1).breakOn(1, Kind.DEVICE).breakOn(2, Kind.DEVICE).breakOn(3, Kind.DEVICE);
        offerAll(1, 2, 3, 4);
        for (int i = 0; i < 4; i++) {
            device.turn();
        }

        assertThat(engine.runs()).containsExactly(names(1), names(2), names(3));
        assertThat(engine.isClosed()).isTrue();
        assertThat(spare.runs()).containsExactly(names(4));
        assertThat(spare.isClosed()).isFalse();
    }

    @Test
    void doesNotTakeAFewFailuresForABrokenEngine() throws InterruptedException {
        engine.maxRows(1).breakOn(1, Kind.DEVICE).breakOn(2, Kind.DEVICE).breakOn(4, Kind.DEVICE);
        offerAll(1, 2, 3, 4);
        for (int i = 0; i < 4; i++) {
            device.turn();
        }

        assertThat(engine.isClosed()).isFalse();
    }

    @Test
    void endsWhenABrokenEngineCannotBeOpenedAnew() {
        engine.maxRows(1).breakOn(1, Kind.DEVICE).breakOn(2, Kind.DEVICE).breakOn(3, Kind.DEVICE);
        offerAll(1, 2, 3);

        assertThatThrownBy(device::run).hasMessageContaining("files of model m are gone");
        assertThat(queue.isClosed()).isTrue();
    }

    @Test
    void finishesTheWorkOfAVersionThatHasToGoAndThenClosesIt() throws InterruptedException {
        FakeEngine second = new FakeEngine(Items.model("v2"));
        FakeEngine third = new FakeEngine(Items.model("v3"));
        offerAll(1);
        LoadedModel loaded = load(second);
        offer(Items.item(2).build(), loaded);
        load(third);
        assertThat(models.find(Items.digest("v1"))).isEmpty();
        assertThat(engine.isClosed()).isFalse();
        device.turn();
        device.turn();

        assertThat(engine.runs()).containsExactly(names(1));
        assertThat(second.runs()).containsExactly(names(2));
        assertThat(engine.isClosed()).isTrue();
        assertThat(second.isClosed()).isFalse();
        assertThat(models.find(Items.digest("v2"))).isPresent();
        assertThat(models.find(Items.digest("v3"))).isPresent();
    }

    @Test
    void keepsAVersionThatHasToGoForAsLongAsItsWorkWaits() throws InterruptedException {
        FakeEngine second = new FakeEngine(Items.model("v2"));
        LoadedModel loaded = load(second);
        offer(Items.item(1).build(), loaded);
        offerAll(2);
        load(new FakeEngine(Items.model("v3")));
        device.turn();
        assertThat(second.runs()).containsExactly(names(1));
        assertThat(engine.isClosed()).isFalse();
        device.turn();

        assertThat(engine.runs()).containsExactly(names(2));
        assertThat(engine.isClosed()).isTrue();
    }

    @Test
    void neverRunsTwoVersionsTogether() throws InterruptedException {
        FakeEngine second = new FakeEngine(Items.model("v2"));
        LoadedModel loaded = load(second);
        offer(Items.item(1).build());
        offer(Items.item(2).build(), loaded);
        offer(Items.item(3).build());
        device.turn();
        device.turn();

        assertThat(engine.runs()).containsExactly(names(1, 3));
        assertThat(second.runs()).containsExactly(names(2));
    }

    @Test
    void keepsBatchesAsSmallAsTheLatencyTargetTakes() throws InterruptedException {
        FakeEngine slow =
                new FakeEngine(Items.model("v2", "batching: {latency-target: 35ms}\n"))
                        .timings(
                                new Timing(1, Duration.ofMillis(10)),
                                new Timing(4, Duration.ofMillis(40)));
        LoadedModel loaded = load(slow);
        for (int number = 1; number <= 5; number++) {
            offer(Items.item(number).build(), loaded);
        }
        device.turn();
        assertThat(slow.runs()).containsExactly(names(1, 2, 3));
    }

    @Test
    void doesNotRunWhatCannotEndInTime() throws InterruptedException {
        engine.runsTake(Duration.ofMillis(500));
        offerAll(1);
        device.turn();
        offer(Items.item(2).setDeadline(clock.millis() + 400).build());
        offer(Items.item(3).setDeadline(clock.millis() + 600).build());
        device.turn();

        assertThat(engine.runs()).containsExactly(names(1), names(3));
        assertThat(skipped(2)).isEqualTo(ProblemCode.DEADLINE_EXCEEDED);

        clock.advance(Duration.ofMinutes(1));
        offer(Items.item(4).setDeadline(clock.millis() + 400).build());
        device.turn();
        assertThat(engine.runs()).as("what is long past says nothing").endsWith(names(4));
    }

    @Test
    void givesUpTheOneThatKillsProcessesAndFinishesTheOthers() throws InterruptedException {
        engine.breakOn(3, Kind.LOST);
        Attempt killer = offer(Items.item(3).build());
        offerAll(1, 2, 4);
        device.turn();

        assertThat(engine.runs())
                .containsExactly(
                        names(3, 1, 2, 4),
                        names(3, 1, 2, 4),
                        names(3),
                        names(1),
                        names(2),
                        names(4));
        assertThat(ending(3)).isInstanceOf(Ending.Died.class);
        IntStream.of(1, 2, 4).forEach(innocent -> assertThat(landed(innocent)).isNotNull());
        assertThat(verdicts.find(killer.flight())).isPresent();
    }

    @Test
    void leavesTheProcessToASuspectAlone() throws InterruptedException {
        CountDownLatch ends = new CountDownLatch(1);
        CountDownLatch runs = new CountDownLatch(1);
        Thread other =
                Thread.ofPlatform()
                        .start(() ->
                                process.runBeside(() -> {
                                    runs.countDown();
                                    return awaited(ends);
                                }));
        assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
        offerAll(1);
        device.turn();
        assertThat(engine.runs()).as("beside another model's run").containsExactly(names(1));

        offer(Items.item(2).build()).survived(Attempt.TOLERATED_DEATHS);
        Thread turn = Thread.ofPlatform().start(this::turn);
        await().until(() -> turn.getState() == Thread.State.WAITING);
        assertThat(engine.runs()).as("not beside it").containsExactly(names(1));
        ends.countDown();
        turn.join();
        other.join();
        assertThat(engine.runs()).containsExactly(names(1), names(2));
    }

    @Test
    void triesAllTogetherAgainWhenAProcessDiesByChance() throws InterruptedException {
        engine.breakOnce(2, Kind.LOST);
        offerAll(1, 2);
        device.turn();

        assertThat(engine.runs()).containsExactly(names(1, 2), names(1, 2));
        IntStream.of(1, 2).forEach(item -> assertThat(landed(item)).isNotNull());
    }

    @Test
    void runsARequestWithoutRowsInThePlaceOfOne() throws InterruptedException {
        engine.maxRows(2);
        Attempt empty = new Attempt(Items.item(1).build(), clock.instant(), () -> {});
        Work work = new Work(empty, model, new FakeEngine.Named("item-1", 0, "all"));
        queue.offer(List.of(work.toCandidate(new Urgency(Duration.ofSeconds(30)), clock.millis())));
        offerAll(2, 3);
        device.turn();
        device.turn();

        assertThat(engine.runs()).containsExactly(names(1, 2), names(3));
        assertThat(landed(1)).isNotNull();
    }

    @Test
    void putsNothingAtRiskWithASuspect() throws InterruptedException {
        Attempt suspect = new Attempt(Items.item(1).build(), clock.instant(), () -> {});
        suspect.survived(Attempt.TOLERATED_DEATHS);
        Work work = new Work(suspect, model, new FakeEngine.Named("item-1", 1, "all"));
        queue.offer(List.of(work.toCandidate(new Urgency(Duration.ofSeconds(30)), clock.millis())));
        offerAll(2, 3);
        device.turn();
        device.turn();

        assertThat(engine.runs()).containsExactly(names(1), names(2, 3));
    }

    @Test
    void closesItsEnginesWhenTheQueueIsClosed() {
        queue.close();
        device.run();

        assertThat(engine.isClosed()).isTrue();
        assertThat(model.prepare(io.forebay.schemas.wire.InferenceInput.getDefaultInstance()))
                .isEmpty();
    }

    @Test
    void finishesTheBatchInHandWhenTheQueueIsClosed() {
        engine.maxRows(1).beforeRun(queue::close);
        offerAll(1, 2);
        device.run();

        assertThat(reports.endings()).containsOnlyKeys("flight-1");
        assertThat(engine.wasClosedWhileRunning()).isFalse();
        assertThat(engine.isClosed()).isTrue();
    }

    private LoadedModel load(FakeEngine one) {
        LoadedModel loaded = new LoadedModel(one, wanted -> Optional.ofNullable(spares.poll()));
        models.add(loaded);
        return loaded;
    }

    private void offerAll(int... numbers) {
        Arrays.stream(numbers).forEach(number -> offer(Items.item(number).build()));
    }

    private Attempt offer(WorkItem item) {
        return offer(item, model);
    }

    private Attempt offer(WorkItem item, LoadedModel with) {
        Attempt attempt = new Attempt(item, clock.instant(), () -> {});
        int number = item.getFlightKey().asReadOnlyByteBuffer().getInt();
        Work work = new Work(attempt, with, new FakeEngine.Named("item-" + number, 1, "all"));
        queue.offer(List.of(work.toCandidate(new Urgency(Duration.ofSeconds(30)), clock.millis())));
        return attempt;
    }

    private Ending.Landed landed(int number) {
        return (Ending.Landed) ending(number);
    }

    private Ending.Failed failed(int number) {
        return (Ending.Failed) ending(number);
    }

    private ProblemCode skipped(int number) {
        return ((Ending.Skipped) ending(number)).problem().code();
    }

    private Ending ending(int number) {
        return Optional.ofNullable(reports.endings().get("flight-" + number)).orElseThrow();
    }

    private static List<String> names(int... numbers) {
        List<String> names = new ArrayList<>();
        Arrays.stream(numbers).forEach(number -> names.add("item-" + number));
        return names;
    }

    private void turn() {
        try {
            device.turn();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
