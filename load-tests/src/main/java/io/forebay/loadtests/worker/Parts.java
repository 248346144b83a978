package io.forebay.loadtests.worker;

import io.forebay.schemas.payload.DirectoryPayloadStore;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Completion;
import io.forebay.worker.health.Health;
import io.forebay.worker.meter.ModelMeters;
import io.forebay.worker.meter.WorkerMeters;
import io.forebay.worker.publish.CompletionMessages;
import io.forebay.worker.publish.Completions;
import io.forebay.worker.publish.Publisher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.producer.MockProducer;

/** What a worker's flow ends in, up to the bytes that a broker would get. */
final class Parts implements AutoCloseable {

    /** Of the completions topic. */
    private static final int PARTITIONS = 24;

    final InstantSource clock = InstantSource.system();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final WorkerMeters ofWorker = new WorkerMeters(registry);
    final Health health = new Health();
    final ModelMeters meters;
    final Payloads payloads;
    final Publisher publisher;
    private final MockProducer<byte[], Completion> producer =
            new MockProducer<>(
                    true,
                    null,
                    Topics.COMPLETIONS.key().serializer(),
                    Topics.COMPLETIONS.value().serializer());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /**
     * @param folder where outputs over 64 KiB go
     * @param executor that publishes
     */
    Parts(String model, Path folder, Executor executor) {
        meters = ofWorker.model(model);
        payloads = new Payloads(new DirectoryPayloadStore(folder), Payloads.OUTPUT_INLINE_LIMIT);
        publisher =
                new Publisher(
                        new Completions(producer, PARTITIONS, timer, health, ofWorker),
                        payloads,
                        new CompletionMessages("bench", clock),
                        executor,
                        meters,
                        health);
    }

    /** Lets go of what was sent: the pretended producer keeps it. */
    void forget() {
        producer.clear();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        registry.close();
    }
}
