package io.forebay.worker;

import com.google.protobuf.ByteString;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import io.forebay.worker.batch.BatchFormer;
import io.forebay.worker.batch.Pace;
import io.forebay.worker.decode.Preparation;
import io.forebay.worker.device.CopyingReports;
import io.forebay.worker.device.Device;
import io.forebay.worker.device.LoadedModel;
import io.forebay.worker.device.LoadedModels;
import io.forebay.worker.device.Shadow;
import io.forebay.worker.device.ShadowRuns;
import io.forebay.worker.device.StartReporter;
import io.forebay.worker.device.WorkQueue;
import io.forebay.worker.meter.ModelMeters;
import io.forebay.worker.poll.Poller;
import io.forebay.worker.publish.Publisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * One model that is served: its lanes, its queue and its device. Safe for use by several threads.
 */
final class Serving {

    private final LoadedModels models;
    private final WorkQueue queue;
    private final ShadowRuns shadow;
    private final List<Poller> lanes;
    private final List<Thread> threads;
    private final ScheduledFuture<?> ticks;

    private Serving(
            LoadedModels models,
            WorkQueue queue,
            ShadowRuns shadow,
            List<Poller> lanes,
            List<Thread> threads,
            ScheduledFuture<?> ticks) {
        this.models = models;
        this.queue = queue;
        this.shadow = shadow;
        this.lanes = List.copyOf(lanes);
        this.threads = List.copyOf(threads);
        this.ticks = ticks;
    }

    /**
     * Joins the groups of the model's lanes.
     *
     * @param models at least one version, loaded and warm
     */
    static Serving start(Model model, LoadedModels models, Facilities facilities) {
        ModelMeters meters = facilities.meters().model(model.name());
        WorkQueue queue =
                new WorkQueue(
                        new BatchFormer<>(
                                new Pace(
                                        model.manifest().batching().maxQueueDelay(),
                                        model.manifest().batching().preferredBatchSize())),
                        facilities.clock());
        Publisher publisher = facilities.publisher(meters);
        Duration reportAfter = facilities.config().run().reportStartAfter();
        StartReporter starts = new StartReporter(reportAfter, publisher, facilities.clock());
        ShadowRuns shadow = facilities.shadow(models, queue, model.name());
        Device device =
                new Device(
                        new Device.Parts(
                                models,
                                queue,
                                facilities.gate(),
                                facilities.verdicts(),
                                new CopyingReports(publisher, shadow),
                                starts,
                                facilities.process(),
                                facilities.tracing()),
                        facilities.clock(),
                        meters,
                        facilities.config().run().recycleAfter(),
                        shadow::runNext);
        Preparation.Parts parts =
                new Preparation.Parts(
                        models,
                        queue,
                        facilities.gate(),
                        facilities.verdicts(),
                        publisher,
                        facilities.pool());
        Preparation preparation = facilities.preparation(parts, meters, model);
        List<Poller> lanes = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (Lane lane : List.of(Lane.INTERACTIVE, Lane.BULK)) {
            String name = "forebay-poll-" + model.name() + "-" + Topics.laneName(lane);
            for (Poller poller : facilities.pollers(model, lane, preparation)) {
                lanes.add(poller);
                threads.add(thread(name, poller, facilities));
            }
        }
        Runnable run = () -> runThenLeave(device, lanes);
        threads.add(thread("forebay-device-" + model.name(), run, facilities));
        ScheduledFuture<?> ticks = facilities.every(reportAfter.dividedBy(4), starts::tick);
        threads.forEach(Thread::start);
        return new Serving(models, queue, shadow, lanes, threads, ticks);
    }

    /** Takes up a version that was applied later. */
    void add(LoadedModel model, Set<ByteString> wanted) {
        models.add(model, wanted);
        queue.wake();
    }

    /** Lets a version run copies, or none. */
    void follow(Optional<Shadow> now) {
        shadow.follow(now);
    }

    boolean hasJoined() {
        return lanes.stream().allMatch(Poller::hasJoined);
    }

    /** Begins to end: takes no more, finishes the batch in hand, commits and leaves. */
    void drain() {
        queue.close();
        lanes.forEach(Poller::drain);
    }

    /** Waits for the end; what takes longer is left to end alone, for a run cannot be cut off. */
    void awaitEnd(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            for (Thread thread : threads) {
                long left =
                        Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
                thread.join(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var _ = ticks.cancel(false);
    }

    /** Without its device a worker must not hold partitions that others could serve. */
    private static void runThenLeave(Device device, List<Poller> lanes) {
        try {
            device.run();
        } finally {
            lanes.forEach(Poller::drain);
        }
    }

    private static Thread thread(String name, Runnable body, Facilities facilities) {
        return Thread.ofPlatform()
                .daemon(true)
                .name(name)
                .unstarted(facilities.guarded(name, body));
    }
}
