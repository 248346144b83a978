package io.forebay.worker.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.schemas.payload.DirectoryPayloadStore;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.Payload;
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
import io.forebay.worker.model.RunOutcome.Kind;
import io.forebay.worker.withdrawal.Gate;
import io.forebay.worker.withdrawal.WithdrawnFlights;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A device with version v1, and v2 as its shadow. */
@Timeout(60)
final class ShadowRunsTest {

    @TempDir private Path directory = Path.of("");

    private final TestClock clock = new TestClock();
    private final RecordedReports reports = new RecordedReports();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WorkQueue queue = new WorkQueue(new BatchFormer<>(Duration.ZERO), clock);
    private final LoadedModels models = new LoadedModels(2);
    private final FakeEngine engine = new FakeEngine(Items.model("v1"));
    private final LoadedModel model = load(engine);
    private final FakeEngine tried = new FakeEngine(Items.model("v2"));
    private final LoadedModel triedModel = load(tried);
    private final List<String> order = new ArrayList<>();

    /** Flights of the same content are told apart by the job that leads them. */
    private int offered;

    /** What is to be made ready. */
    private final Deque<Runnable> background = new ArrayDeque<>();

    private int decoded;
    private boolean decoderHangs;

    @Test
    void runsACopyOfWhatLandedWhenNothingElseWaits() throws InterruptedException {
        Device device = device(100);
        offer(1);
        device.turn();
        assertThat(reports.endings()).hasSize(1);
        assertThat(tried.runs()).isEmpty();

        prepare();
        device.turn();

        assertThat(tried.runs()).containsExactly(List.of("item-1"));
        assertThat(reports.endings()).as("nobody is told of it").hasSize(1);
        assertThat(runs("agreed")).isEqualTo(1);
    }

    @Test
    void letsWorkGoFirst() throws InterruptedException {
        engine.maxRows(1).beforeRun(() -> order.add("v1"));
        tried.beforeRun(() -> order.add("v2"));
        Device device = device(100);
        offer(1);
        device.turn();
        prepare();
        offer(2);
        // Woken by the copy, and then for the work.
        device.turn();
        device.turn();

        assertThat(order).containsExactly("v1", "v1", "v2");
    }

    @Test
    void failuresOfCopiesAreNobodysFailures() throws InterruptedException {
        tried.refuseToPrepare(1).breakOn(2, Kind.REJECTED).answerUnusableTo(3);
        Device device = device(100);
        for (int number = 1; number <= 4; number++) {
            offer(number);
        }
        device.turn();
        runCopies(device);

        assertThat(tried.runs()).hasSize(3);
        assertThat(runs("failed")).isEqualTo(3);
        assertThat(runs("agreed")).isEqualTo(1);
        assertThat(reports.endings()).hasSize(4);
        assertThat(reports.endings().values()).allMatch(Ending.Landed.class::isInstance);
        offer(2);
        device.turn();
        assertThat(engine.runs()).as("no verdict about the flight").hasSize(2);
    }

    @Test
    void stopsAfterARunThatHarmsTheDevice() throws InterruptedException {
        for (Kind kind : List.of(Kind.LOST, Kind.TIMED_OUT, Kind.DEVICE, Kind.OUT_OF_MEMORY)) {
            tried.breakOnce(1, kind);
            Device device = device(100);
            offer(1);
            offer(2);
            device.turn();
            int before = tried.runs().size();
            runCopies(device);

            assertThat(tried.runs()).as(kind.name()).hasSize(before + 1);
        }
        assertThat(runs("failed")).isEqualTo(4);
    }

    @Test
    void runsAgainWhenAnotherShareIsApplied() throws InterruptedException {
        tried.breakOnce(1, Kind.LOST);
        ShadowRuns shadow = shadow(100);
        Device device = device(shadow);
        offer(1);
        device.turn();
        runCopies(device);
        shadow.follow(Optional.of(new Shadow("v2", Items.digest("v2"), 100)));
        offer(1);
        device.turn();
        runCopies(device);
        assertThat(tried.runs()).as("applied as it was").hasSize(1);

        shadow.follow(Optional.of(new Shadow("v2", Items.digest("v2"), 99)));
        offer(1);
        device.turn();
        runCopies(device);
        assertThat(tried.runs()).hasSize(2);
    }

    @Test
    void dropsWhatItHasNoRoomFor() throws InterruptedException {
        Device device = device(100);
        for (int number = 0; number < 100; number++) {
            offer(number);
            device.turn();
        }
        runCopies(device);

        // One was on its way to the device already.
        assertThat(tried.runs()).hasSize(ShadowLine.MOST_COPIES + 1);
        assertThat(dropped()).isEqualTo(100 - ShadowLine.MOST_COPIES - 1);
    }

    @Test
    void dropsWhatWouldTakeTooMuchMemory() throws InterruptedException {
        Device device = device(100);
        ByteString large = ByteString.copyFrom(new byte[(int) (ShadowLine.MOST_BYTES / 2)]);
        for (int number = 0; number < 4; number++) {
            offer(Items.item(number).setTraceparentBytes(large).build());
            device.turn();
        }

        assertThat(dropped()).isEqualTo(2);
    }

    @Test
    void takesItsShareOfTheFlights() {
        Shadow tenth = new Shadow("v2", Items.digest("v2"), 10);
        long taken =
                IntStream.range(0, 10_000)
                        .filter(number -> tenth.takes(attempt(hashed(number))))
                        .count();

        // Five standard deviations of a binomial distribution, n = 10,000 and p = 0.1: 150.
        assertThat(taken).isBetween(850L, 1150L);
    }

    @Test
    void copiesNothingOfItsOwn() throws InterruptedException {
        Device device = device(100);
        offer(Items.item(1).setModel(Items.model("v2").ref()).build(), triedModel);
        device.turn();

        assertThat(background).isEmpty();
        assertThat(dropped()).isZero();
    }

    @Test
    void runsNoVersionThatIsGone() throws InterruptedException {
        Device device = device(100);
        offer(1);
        device.turn();
        prepare();
        load(new FakeEngine(Items.model("v3")));
        load(new FakeEngine(Items.model("v4")));
        runCopies(device);

        assertThat(tried.isClosed()).isTrue();
        assertThat(tried.runs()).isEmpty();
        assertThat(dropped()).isEqualTo(1);
    }

    @Test
    void readsLargeInputsAgainAndDropsThoseThatAreDeleted() throws InterruptedException {
        Device device = device(100);
        DirectoryPayloadStore store = new DirectoryPayloadStore(directory);
        Payload there =
                Payload.newBuilder()
                        .setRef(store.put("inputs/one", Items.item(1).getInput().getInline()))
                        .build();
        Payload gone =
                there.toBuilder().setRef(there.getRef().toBuilder().setKey("inputs/two")).build();
        offer(Items.item(1).setInput(there).build());
        offer(Items.item(2).setInput(gone).build());
        device.turn();
        runCopies(device);

        assertThat(tried.runs()).containsExactly(List.of("item-1"));
        assertThat(dropped()).isEqualTo(1);
        assertThat(decoded).as("by a thread that may hang").isEqualTo(1);
    }

    @Test
    void stopsAfterACopyThatADecoderHangsIn() throws InterruptedException {
        ShadowRuns shadow = shadow(100);
        Device device = device(shadow);
        decoderHangs = true;
        offer(1);
        offer(2);
        device.turn();
        runCopies(device);
        assertThat(decoded).isEqualTo(1);
        assertThat(dropped()).isEqualTo(1);
        assertThat(reports.endings().values()).hasSize(2).allMatch(Ending.Landed.class::isInstance);

        decoderHangs = false;
        shadow.follow(Optional.of(new Shadow("v2", Items.digest("v2"), 99)));
        offer(1);
        device.turn();
        runCopies(device);
        assertThat(tried.runs()).as("with another share").hasSize(1);
    }

    /** Everything that is left, each when the device is idle. */
    private void runCopies(Device device) throws InterruptedException {
        do {
            prepare();
            queue.wake();
            device.turn();
        } while (!background.isEmpty());
    }

    private void prepare() {
        while (!background.isEmpty()) {
            background.removeFirst().run();
        }
    }

    private Device device(int percent) {
        return device(shadow(percent));
    }

    private Device device(ShadowRuns shadow) {
        return new Device(
                new Device.Parts(
                        models,
                        queue,
                        new Gate(new WithdrawnFlights(10, Duration.ofHours(1))),
                        new Verdicts(10),
                        new CopyingReports(reports, shadow),
                        new StartReporter(Duration.ofMillis(250), reports, clock),
                        new SharedProcess(),
                        Tracing.OFF),
                clock,
                new WorkerMeters(registry).model("m"),
                3,
                shadow::runNext);
    }

    private ShadowRuns shadow(int percent) {
        ShadowRuns shadow =
                new ShadowRuns(
                        models,
                        queue,
                        new SharedProcess(),
                        new ShadowRuns.Background() {
                            @Override
                            public void fetchLast(Runnable work) {
                                background.add(work);
                            }

                            @Override
                            public void decodeLast(
                                    Supplier<Runnable> work, Consumer<TimeoutException> onGivenUp) {
                                background.add(() -> {
                                    decoded++;
                                    if (decoderHangs) {
                                        onGivenUp.accept(new TimeoutException("too long"));
                                    } else {
                                        work.get().run();
                                    }
                                });
                            }
                        },
                        new Payloads(new DirectoryPayloadStore(directory), 1024),
                        new WorkerMeters(registry).shadow("m"));
        shadow.follow(Optional.of(new Shadow("v2", Items.digest("v2"), percent)));
        return shadow;
    }

    private LoadedModel load(FakeEngine loaded) {
        LoadedModel added = new LoadedModel(loaded, same -> Optional.of(loaded));
        models.add(added);
        return added;
    }

    private void offer(int number) {
        offer(Items.item(number).build());
    }

    private void offer(WorkItem item) {
        offer(item, model);
    }

    private void offer(WorkItem item, LoadedModel by) {
        String name = item.getFlightId().replace("flight", "item");
        Attempt attempt = attempt(item.toBuilder().setFlightId(name + "/" + offered++).build());
        queue.offer(
                List.of(
                        new Work(attempt, by, new FakeEngine.Named(name, 1, "all"))
                                .toCandidate(new Urgency(Duration.ofMinutes(1)), clock.millis())));
    }

    private Attempt attempt(WorkItem item) {
        return new Attempt(item, clock.instant(), () -> {});
    }

    private static WorkItem hashed(int number) {
        byte[] key = new byte[32];
        new java.util.Random(number).nextBytes(key);
        return Items.item(number).setFlightKey(ByteString.copyFrom(key)).build();
    }

    private double runs(String outcome) {
        var timer =
                registry.find("forebay.worker.shadow.runs")
                        .tags("model", "m", "version", "v2", "outcome", outcome)
                        .timer();
        return timer == null ? 0 : timer.count();
    }

    private double dropped() {
        var counter =
                registry.find("forebay.worker.shadow.dropped")
                        .tags("model", "m", "version", "v2")
                        .counter();
        return counter == null ? 0 : counter.count();
    }
}
