package io.forebay.loadtests.worker;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.batch.BatchFormer;
import io.forebay.worker.batch.Urgency;
import io.forebay.worker.decode.DecodePool;
import io.forebay.worker.decode.Preparation;
import io.forebay.worker.device.Device;
import io.forebay.worker.device.LoadedModel;
import io.forebay.worker.device.LoadedModels;
import io.forebay.worker.device.SharedProcess;
import io.forebay.worker.device.StartReporter;
import io.forebay.worker.device.Verdicts;
import io.forebay.worker.device.WorkQueue;
import io.forebay.worker.model.Engine;
import io.forebay.worker.withdrawal.Gate;
import io.forebay.worker.withdrawal.WithdrawnFlights;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * A worker's own parts from the bytes of records to the bytes of completions, with nothing but
 * Kafka left out: this thread is the poll thread. Confined to one thread.
 */
final class WorkerFlow implements AutoCloseable {

    /** Batches in hand: one runs, one is ready, two are on their ways in and out. */
    private static final int BATCHES_IN_HAND = 4;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Subject subject;
    private final int batch;
    private final Deserializer<WorkItem> reader;
    private final String topic;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final Parts parts;
    private final DecodePool pool;
    private final WorkQueue queue;
    private final Preparation preparation;
    private final Thread device;
    private final Semaphore hands;
    private int next;

    /**
     * @param engine is closed with this
     */
    WorkerFlow(Subject subject, Engine engine, int batch, Path folder) {
        this.subject = subject;
        this.batch = batch;
        this.hands = new Semaphore(BATCHES_IN_HAND * batch);
        var work = Topics.work(subject.model().name(), Lane.INTERACTIVE);
        this.topic = work.name();
        this.reader = work.value().deserializer();
        this.parts = new Parts(subject.model().name(), folder, executor);
        Urgency urgency = new Urgency(Duration.ofSeconds(10));
        this.pool =
                new DecodePool(
                        new DecodePool.Limits(1, 1, PATIENCE, 1),
                        urgency,
                        parts.health,
                        parts.ofWorker);
        this.queue = new WorkQueue(new BatchFormer<>(Duration.ZERO), parts.clock);
        LoadedModels models = new LoadedModels(1);
        models.add(new LoadedModel(new CappedEngine(engine, batch), model -> Optional.empty()));
        Gate gate = new Gate(new WithdrawnFlights(1_000, Duration.ofMinutes(1)));
        Verdicts verdicts = new Verdicts(1_000);
        this.preparation =
                new Preparation(
                        new Preparation.Parts(models, queue, gate, verdicts, parts.publisher, pool),
                        parts.payloads,
                        urgency,
                        parts.clock,
                        parts.meters,
                        0);
        StartReporter starts = new StartReporter(Duration.ofHours(1), parts.publisher, parts.clock);
        Device runner =
                new Device(
                        new Device.Parts(
                                models,
                                queue,
                                gate,
                                verdicts,
                                parts.publisher,
                                starts,
                                new SharedProcess(),
                                Tracing.OFF),
                        parts.clock,
                        parts.meters,
                        3);
        this.device = Thread.ofPlatform().daemon(true).name("bench-device").start(runner);
    }

    /** One round of the flow. */
    record Round(double nanosPerJob, double bytesPerJob, double meanBatch) {}

    Round round(Duration time) throws InterruptedException {
        var batches = parts.registry.get("forebay.worker.batch.items").summary();
        long runsBefore = batches.count();
        double jobsBefore = batches.totalAmount();
        long bytes = Allocation.ofAllThreads();
        long start = System.nanoTime();
        long jobs = 0;
        while (System.nanoTime() - start < time.toNanos()) {
            take();
            feed();
            jobs += batch;
        }
        for (int i = 0; i < BATCHES_IN_HAND; i++) {
            take();
        }
        double nanos = System.nanoTime() - start;
        double allocated = Allocation.ofAllThreads() - bytes;
        hands.release(BATCHES_IN_HAND * batch);
        parts.forget();
        return new Round(
                nanos / jobs,
                allocated / jobs,
                (batches.totalAmount() - jobsBefore) / (batches.count() - runsBefore));
    }

    private void take() throws InterruptedException {
        if (!hands.tryAcquire(batch, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "the worker's parts did not finish a batch within " + PATIENCE);
        }
    }

    private void feed() {
        List<Attempt> attempts = new ArrayList<>(batch);
        for (int i = 0; i < batch; i++) {
            byte[] bytes = subject.records().get(next++ % subject.records().size());
            attempts.add(
                    new Attempt(
                            reader.deserialize(topic, bytes),
                            parts.clock.instant(),
                            hands::release));
        }
        preparation.accept(attempts);
    }

    /** What could not be run, or was not answered. */
    double failures() {
        return parts.registry.find("forebay.worker.attempts").counters().stream()
                .filter(counter -> !"landed".equals(counter.getId().getTag("outcome")))
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Override
    public void close() {
        queue.close();
        try {
            device.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pool.close();
        executor.shutdown();
        parts.close();
    }
}
