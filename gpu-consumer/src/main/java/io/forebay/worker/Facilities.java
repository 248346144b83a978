package io.forebay.worker;

import io.forebay.schemas.model.Consumption;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.Preprocess;
import io.forebay.schemas.payload.PayloadStore;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.Lane;
import io.forebay.worker.WorkerConfig.LaneConfig;
import io.forebay.worker.batch.Urgency;
import io.forebay.worker.decode.DecodePool;
import io.forebay.worker.decode.Preparation;
import io.forebay.worker.device.LoadedModels;
import io.forebay.worker.device.ShadowRuns;
import io.forebay.worker.device.SharedProcess;
import io.forebay.worker.device.Verdicts;
import io.forebay.worker.device.WorkQueue;
import io.forebay.worker.health.Health;
import io.forebay.worker.meter.LaneMeters;
import io.forebay.worker.meter.ModelMeters;
import io.forebay.worker.meter.WorkerMeters;
import io.forebay.worker.poll.Intake;
import io.forebay.worker.poll.LanePoller;
import io.forebay.worker.poll.LaneSettings;
import io.forebay.worker.poll.LoneRun;
import io.forebay.worker.poll.Poller;
import io.forebay.worker.poll.SharePoller;
import io.forebay.worker.process.IsolationConfig;
import io.forebay.worker.publish.CompletionMessages;
import io.forebay.worker.publish.Completions;
import io.forebay.worker.publish.Publisher;
import io.forebay.worker.withdrawal.Gate;
import io.forebay.worker.withdrawal.WithdrawnFlights;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;

/**
 * What all models of this worker share, and what is made of it for each.
 *
 * @param executor sends completions and keeps outputs
 * @param timer for what happens now and then
 */
record Facilities(
        WorkerConfig config,
        Clients clients,
        InstantSource clock,
        WorkerMeters meters,
        Health health,
        Completions completions,
        CompletionMessages messages,
        Payloads payloads,
        Gate gate,
        Verdicts verdicts,
        DecodePool pool,
        ExecutorService executor,
        ScheduledExecutorService timer,
        LoneRun loneRun,
        SharedProcess process,
        Tracing tracing)
        implements AutoCloseable {

    /** Bytes of one value of a decoded picture, at most: FP32. */
    private static final long VALUE_BYTES = 4;

    private static final Duration CLOSE_PRODUCER = Duration.ofSeconds(5);

    /** Connects to the completions topic and starts the shared threads. */
    static Facilities open(
            WorkerConfig config,
            String worker,
            Clients clients,
            InstantSource clock,
            PayloadStore payloads,
            WithdrawnFlights withdrawn,
            MeterRegistry registry) {
        WorkerMeters meters = new WorkerMeters(registry);
        Health health = new Health();
        ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().daemon(true).name("forebay-timer").factory());
        Producer<byte[], Completion> producer = clients.producer();
        int partitions = producer.partitionsFor(Topics.COMPLETIONS.name()).size();
        return new Facilities(
                config,
                clients,
                clock,
                meters,
                health,
                new Completions(producer, partitions, timer, health, meters),
                new CompletionMessages(worker, clock),
                new Payloads(payloads, config.outputInlineLimit()),
                new Gate(withdrawn),
                new Verdicts(config.run().rememberedVerdicts()),
                new DecodePool(
                        new DecodePool.Limits(
                                config.decode().threadsOrCores(),
                                config.decode().fetches(),
                                config.decode().timeout(),
                                config.decode().maxHanging()),
                        new Urgency(config.run().ageing()),
                        health,
                        meters),
                Executors.newVirtualThreadPerTaskExecutor(),
                timer,
                new LoneRun(config.isolation().mode() == IsolationConfig.Mode.PROCESS),
                new SharedProcess(),
                Tracing.open(config.tracing(), "forebay-worker"));
    }

    /** Ends the shared threads once what was sent is acknowledged, for a bounded time. */
    @Override
    public void close() {
        pool.close();
        completions.close(CLOSE_PRODUCER);
        executor.shutdown();
        timer.shutdownNow();
        tracing.close();
    }

    Publisher publisher(ModelMeters ofModel) {
        return new Publisher(completions, payloads, messages, executor, ofModel, health);
    }

    Preparation preparation(Preparation.Parts parts, ModelMeters ofModel, Model model) {
        return new Preparation(
                parts,
                payloads,
                new Urgency(config.run().ageing()),
                clock,
                ofModel,
                decodedBytes(model));
    }

    ShadowRuns shadow(LoadedModels models, WorkQueue queue, String model) {
        return new ShadowRuns(models, queue, process, pool, payloads, meters.shadow(model));
    }

    /** One in a group of consumers, or as many as the model wants members of its share group. */
    List<Poller> pollers(Model model, Lane lane, Intake intake) {
        LaneMeters ofLane = meters.lane(model.name(), lane);
        Consumption consumption = model.manifest().consumption();
        if (!consumption.isShared()) {
            return List.of(
                    new LanePoller(
                            clients.lane(model.name(), lane),
                            Topics.work(model.name(), lane),
                            settings(lane),
                            intake,
                            clock,
                            ofLane));
        }
        LaneSettings settings = settings(lane);
        int records = Math.min(model.manifest().shareRecords(), settings.maxItems());
        List<Poller> members = new ArrayList<>();
        for (int member = 1; member <= consumption.members(); member++) {
            members.add(
                    new SharePoller(
                            clients.share(model.name(), lane, records, member),
                            Topics.work(model.name(), lane),
                            settings,
                            clients.loneRuns(model.name(), lane),
                            intake,
                            clock,
                            ofLane));
        }
        return members;
    }

    private LaneSettings settings(Lane lane) {
        LaneConfig limits = lane == Lane.BULK ? config.bulk() : config.interactive();
        return new LaneSettings(
                limits.maxItems(),
                limits.maxBytes(),
                config.kafka().commitInterval(),
                config.kafka().revokeTimeout(),
                config.drainTimeout(),
                loneRun);
    }

    ScheduledFuture<?> every(Duration interval, Runnable task) {
        long nanos = Math.max(1, interval.toNanos());
        return timer.scheduleWithFixedDelay(
                guarded("reporting starts", task), nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** For the outermost frame of a thread: whatever escapes ends this worker's life. */
    Runnable guarded(String what, Runnable body) {
        return () -> {
            try {
                body.run();
            } catch (Throwable e) {
                health.fatal(what + " has ended", e);
            }
        };
    }

    private static long decodedBytes(Model model) {
        return model.manifest()
                .preprocess()
                .map(picture -> picture.width() * (long) picture.height() * channels(picture))
                .map(values -> values * VALUE_BYTES)
                .orElse(0L);
    }

    private static int channels(Preprocess picture) {
        return picture.channels() == Preprocess.Channels.GRAY ? 1 : 3;
    }
}
