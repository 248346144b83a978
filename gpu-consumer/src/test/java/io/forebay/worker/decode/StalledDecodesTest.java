package io.forebay.worker.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.schemas.payload.DirectoryPayloadStore;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.attempt.Ending;
import io.forebay.worker.batch.BatchFormer;
import io.forebay.worker.batch.Urgency;
import io.forebay.worker.device.LoadedModel;
import io.forebay.worker.device.LoadedModels;
import io.forebay.worker.device.Verdicts;
import io.forebay.worker.device.Work;
import io.forebay.worker.device.WorkQueue;
import io.forebay.worker.fake.Drawn;
import io.forebay.worker.fake.FakeEngine;
import io.forebay.worker.fake.HangingDecoder;
import io.forebay.worker.fake.Items;
import io.forebay.worker.fake.RecordedReports;
import io.forebay.worker.fake.TestClock;
import io.forebay.worker.health.Health;
import io.forebay.worker.meter.WorkerMeters;
import io.forebay.worker.withdrawal.Gate;
import io.forebay.worker.withdrawal.WithdrawnFlights;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A decoder that hangs, in a pool of two threads, of which two can be replaced. */
@Timeout(60)
final class StalledDecodesTest {

    private static final int WIDTH = 2;
    private static final int MAX_HANGING = 2;
    private static final Urgency URGENCY = new Urgency(Duration.ofSeconds(30));

    @TempDir private Path directory = Path.of("");

    private final TestClock clock = new TestClock();
    private final RecordedReports reports = new RecordedReports();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WorkerMeters meters = new WorkerMeters(registry);
    private final Health health = new Health();
    private final BatchFormer<Work> former = new BatchFormer<>(Duration.ZERO);
    private final WorkQueue queue = new WorkQueue(former, clock);
    private final HangingDecoder decoder = new HangingDecoder();
    private final Verdicts verdicts = new Verdicts(10);
    private final LoadedModels models = new LoadedModels(1);
    private final List<String> hung = new ArrayList<>();

    /** Of a timeout that never passes by itself. */
    private DecodePool pool = pool(Duration.ofHours(1));

    StalledDecodesTest() {
        models.add(
                new LoadedModel(
                        new FakeEngine(Items.model("v1")).beforePrepare(decoder),
                        model -> Optional.empty()));
    }

    @AfterEach
    void stop() {
        hung.forEach(decoder::letGo);
        pool.close();
    }

    @Test
    void aPictureThatADecoderHangsInFailsForGoodAndAlone() {
        hangOn(1);
        accept(picture(1));
        accept(picture(2));
        await().until(() -> former.size() == 1);
        timeOut(1);

        assertFailed("flight-1");
        assertThat(prepared()).containsExactly("picture-2");
        assertThat(hanging()).isEqualTo(1);
        assertThat(timeouts()).isEqualTo(1);
        assertThat(health.isWell()).isTrue();
        assertDecodes(WIDTH);
    }

    @Test
    void whatComesBackLateIsDroppedAndItsThreadIsOneTooMany() throws InterruptedException {
        hangOn(1);
        accept(picture(1));
        timeOut(1);
        letGo(1);

        assertThat(hanging()).isZero();
        assertThat(former.size()).isZero();
        assertThat(reports.endings()).hasSize(1);
        assertDecodes(WIDTH);
        assertDecodesNoMoreThan(WIDTH);
    }

    @Test
    void oneThatListensIsInterruptedAndComesBackAtOnce() {
        decoder.waitOn("picture-1");
        accept(picture(1));
        timeOut(1);
        await().until(() -> hanging() == 0);

        assertFailed("flight-1");
        assertThat(former.size()).isZero();
        assertDecodes(WIDTH);
    }

    @Test
    void asManyAsThereAreThreadsMayHangAtOnce() {
        hangOn(1, 2);
        accept(picture(1), picture(2), picture(3));
        timeOut(1, 2);

        assertFailed("flight-1");
        assertFailed("flight-2");
        await().until(() -> former.size() == 1);
        assertThat(prepared()).containsExactly("picture-3");
        assertThat(hanging()).isEqualTo(2);
        assertThat(health.isLive()).isTrue();
        assertDecodes(WIDTH);
    }

    @Test
    void beyondTheLimitItAsksToBeRestartedAndGoesOnWithWhatComesBack() throws InterruptedException {
        hangOn(1, 2, 3, 4);
        for (int number = 1; number <= 4; number++) {
            accept(picture(number));
        }
        accept(picture(5));
        timeOut(1, 2);
        assertThat(health.isLive()).isTrue();
        timeOut(3, 4);

        assertThat(health.isLive()).isFalse();
        assertThat(reports.endings()).hasSize(4);
        assertThat(hanging()).isEqualTo(4);
        await().alias("beyond all threads")
                .during(Duration.ofMillis(50))
                .until(() -> !decoder.hasBegun("picture-5"));
        letGo(1);
        await().until(() -> former.size() == 1);
        assertThat(prepared()).containsExactly("picture-5");
        letGo(2);
        assertDecodes(WIDTH);
        letGo(3);
        letGo(4);
        assertDecodesNoMoreThan(WIDTH);
        assertThat(reports.endings()).hasSize(4);
    }

    @Test
    void timePassesFromWhenAThreadBegan() {
        hangOn(1, 2);
        accept(picture(1), picture(2));
        await().until(() -> decoder.hasBegun("picture-1", "picture-2"));
        hangOn(3);
        accept(picture(3));
        look(Decoders.LOOKS);
        assertThat(reports.endings()).isEmpty();
        decoder.letGo("picture-1");
        await().until(() -> decoder.hasBegun("picture-3"));
        decoder.letGo("picture-2");
        await().until(() -> former.size() == 2);

        look(Decoders.LOOKS);
        assertThat(reports.endings()).isEmpty();
        look(1);
        assertThat(reports.endings()).containsOnlyKeys("flight-3");
    }

    @Test
    void whatWasGivenUpOnceIsNotDecodedAgainHere() {
        hangOn(1);
        accept(picture(1));
        timeOut(1);
        accept(picture(1).setFlightId("again").setAttempt(2));

        assertThat(reports.endings().get("again")).isEqualTo(reports.endings().get("flight-1"));
    }

    @Test
    void whatAnotherWorkerTookMeanwhileIsNotFailedHere() {
        hangOn(1);
        Attempt attempt = attempt(picture(1));
        preparation().accept(List.of(attempt));
        await().until(() -> decoder.hasBegun("picture-1"));
        attempt.drop();
        timeOut(1);

        assertThat(reports.endings()).isEmpty();
        assertThat(hanging()).isEqualTo(1);
        assertDecodes(WIDTH);
    }

    @Test
    void copiesOfShadowsFailNobody() throws InterruptedException {
        List<String> ends = Collections.synchronizedList(new ArrayList<>());
        hangOn(1);
        pool.decodeLast(
                () -> {
                    decoder.accept("picture-1");
                    return () -> ends.add("decoded");
                },
                where -> ends.add("given up"));
        timeOut(1);
        letGo(1);

        assertThat(ends).containsExactly("given up");
        assertThat(reports.endings()).isEmpty();
        assertDecodes(WIDTH);
    }

    @Test
    void whatTheEndCutsOffIsLeftToOthers() {
        decoder.waitOn("picture-1");
        accept(picture(1));
        await().until(() -> decoder.hasBegun("picture-1"));
        pool.close();
        await().until(() -> decoder.isBack("picture-1"));

        await().during(Duration.ofMillis(100)).until(() -> reports.endings().isEmpty());
    }

    @Test
    void eachHasOneEndHoweverCloseTheTwoAre() {
        int all = 2_000;
        AtomicIntegerArray ends = new AtomicIntegerArray(all);
        AtomicInteger decoded = new AtomicInteger();
        AtomicInteger givenUp = new AtomicInteger();
        for (int one = 0; one < all; one++) {
            int number = one;
            Runnable work =
                    () -> {
                        ends.incrementAndGet(number);
                        decoded.incrementAndGet();
                    };
            pool.decodeLast(
                    () -> {
                        for (int spin = 0; spin < 10 * number; spin++) {
                            Thread.onSpinWait();
                        }
                        return work;
                    },
                    where -> {
                        ends.incrementAndGet(number);
                        givenUp.incrementAndGet();
                    });
        }
        while (decoded.get() + givenUp.get() < all) {
            pool.look();
        }

        await().until(() -> hanging() == 0);
        assertThat(decoded.get()).isPositive();
        assertThat(givenUp.get()).isPositive();
        for (int one = 0; one < all; one++) {
            assertThat(ends.get(one)).isEqualTo(1);
        }
        assertDecodes(WIDTH);
    }

    @Test
    void looksByItself() {
        pool.close();
        pool = pool(Duration.ofMillis(100));
        hangOn(1);
        accept(picture(1));

        await().until(() -> reports.endings().containsKey("flight-1"));
        assertThat(decoder.isBack("picture-1")).isFalse();
        assertFailed("flight-1");
    }

    private DecodePool pool(Duration timeout) {
        return new DecodePool(
                new DecodePool.Limits(WIDTH, 1, timeout, MAX_HANGING), URGENCY, health, meters);
    }

    private Preparation preparation() {
        return new Preparation(
                new Preparation.Parts(
                        models,
                        queue,
                        new Gate(new WithdrawnFlights(1, Duration.ofHours(1))),
                        verdicts,
                        reports,
                        pool),
                new Payloads(new DirectoryPayloadStore(directory), 1024),
                URGENCY,
                clock,
                meters.model("m"),
                12);
    }

    private void accept(WorkItem.Builder... items) {
        List<Attempt> attempts = new ArrayList<>();
        for (WorkItem.Builder item : items) {
            attempts.add(attempt(item));
        }
        preparation().accept(attempts);
    }

    private Attempt attempt(WorkItem.Builder item) {
        return new Attempt(item.build(), clock.instant(), () -> {});
    }

    /** The sooner the smaller its number. */
    private static WorkItem.Builder picture(int number) {
        return Items.pictureItem(number).setEnqueuedAt(number);
    }

    private void hangOn(int... numbers) {
        for (int number : numbers) {
            hung.add("picture-" + number);
            decoder.hangOn("picture-" + number);
        }
    }

    private void letGo(int number) throws InterruptedException {
        double before = hanging();
        decoder.letGo("picture-" + number);
        await().until(() -> hanging() == before - 1);
    }

    private void timeOut(int... numbers) {
        for (int number : numbers) {
            await().until(() -> decoder.hasBegun("picture-" + number));
        }
        look(Decoders.LOOKS + 1);
    }

    private void look(int times) {
        for (int look = 0; look < times; look++) {
            pool.look();
        }
    }

    private void assertFailed(String flight) {
        assertThat(reports.endings().get(flight))
                .isInstanceOfSatisfying(
                        Ending.Failed.class,
                        failed -> {
                            assertThat(failed.isTransient()).isFalse();
                            assertThat(failed.problem().code())
                                    .isEqualTo(ProblemCode.DECODE_TIMEOUT);
                            assertThat(failed.problem().detail())
                                    .contains("was not decoded within");
                        });
    }

    /** So many at the same time: each waits for the others, and none is interrupted. */
    private void assertDecodes(int inputs) {
        CyclicBarrier all = new CyclicBarrier(inputs);
        CountDownLatch met = new CountDownLatch(inputs);
        for (int input = 0; input < inputs; input++) {
            decode(() -> {
                try {
                    all.await(20, TimeUnit.SECONDS);
                    met.countDown();
                } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        await().untilAsserted(() -> assertThat(met.getCount()).isZero());
    }

    private void assertDecodesNoMoreThan(int inputs) throws InterruptedException {
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(inputs + 1);
        for (int input = 0; input <= inputs; input++) {
            decode(() -> {
                begun.incrementAndGet();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                done.countDown();
            });
        }
        await().until(() -> begun.get() >= inputs);
        await().during(Duration.ofMillis(50)).until(() -> begun.get() == inputs);
        end.countDown();
        done.await();
    }

    private void decode(Runnable work) {
        pool.decode(
                attempt(Items.item(0)),
                new Decode(
                        () -> {
                            work.run();
                            return () -> {};
                        },
                        where -> {}));
    }

    private double hanging() {
        return registry.get("forebay.worker.decode.hanging").gauge().value();
    }

    private double timeouts() {
        return registry.get("forebay.worker.decode.timeouts").counter().count();
    }

    private List<String> prepared() {
        return Drawn.names(former, clock.millis());
    }
}
