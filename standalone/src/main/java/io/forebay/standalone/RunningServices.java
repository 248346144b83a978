package io.forebay.standalone;

import io.forebay.dispatcher.Dispatcher;
import io.forebay.ingest.Dependencies;
import io.forebay.ingest.IngestApi;
import io.forebay.ingest.IngestConfig;
import io.forebay.ingest.auth.KeyFollower;
import io.forebay.objects.ObjectStorage;
import io.forebay.objects.PayloadStores;
import io.forebay.results.ResultStore;
import io.forebay.results.reader.RedisJobReader;
import io.forebay.schemas.metric.MeterRegistries;
import io.forebay.schemas.model.ModelFollower;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.TopicCreator;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.webhook.EndpointFollower;
import io.forebay.worker.Worker;
import io.forebay.worker.WorkerConfig;
import io.forebay.worker.WorkerModels;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;

/** The four services in one process, each as its own {@code Main} starts it. */
final class RunningServices implements AutoCloseable {

    private static final Duration TOPICS_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration READY_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration READY_CHECK = Duration.ofMillis(5);

    private final IngestApi ingest;
    private final Closing closing;

    private RunningServices(IngestApi ingest, Closing closing) {
        this.ingest = ingest;
        this.closing = closing;
    }

    /** Returns when all of them serve. */
    static RunningServices start(ServiceConfigs configs, Stages stages) {
        Closing closing = new Closing();
        try {
            var registry = MeterRegistries.of(configs.standalone().tracing());
            CompletableFuture<WorkerModels> runtime =
                    CompletableFuture.supplyAsync(() ->
                            stages.stage(
                                    "ONNX Runtime", () -> WorkerModels.open(configs.worker())));
            stages.stage("topics", () -> ensureTopics(configs.ingest()));
            Dispatcher dispatcher =
                    closing.add(
                            Dispatcher.start(
                                    configs.dispatcher(),
                                    InstantSource.system(),
                                    new SecureRandom(),
                                    registry));
            ResultStore results =
                    closing.add(
                            ResultStore.start(
                                    configs.resultStore(), registry, InstantSource.system()));
            Worker worker = worker(configs.worker(), runtime.join(), registry, stages, closing);
            IngestApi ingest = ingest(configs.ingest(), registry, closing);
            await("result store ready", results::isReady, stages);
            await("worker ready", worker::isReady, stages);
            await("dispatcher ready", dispatcher::isReady, stages);
            return new RunningServices(ingest, closing);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    /** Where HTTP is served. */
    int port() {
        return ingest.port();
    }

    @Override
    public void close() {
        closing.close();
    }

    private static boolean ensureTopics(IngestConfig config) {
        try (Admin admin = Admin.create(config.kafka().client())) {
            new TopicUpgrade(admin, TOPICS_TIMEOUT).of(Topics.fixed());
            new TopicCreator(admin, config.topics(), TOPICS_TIMEOUT).ensure(Topics.fixed());
        }
        return true;
    }

    /** The runtime lives as long as the process: closing it under a run would end the process. */
    private static Worker worker(
            WorkerConfig config,
            WorkerModels models,
            PrometheusMeterRegistry registry,
            Stages stages,
            Closing closing) {
        stages.stage(
                "models applied",
                () -> {
                    models.apply(config, InstantSource.system());
                    return true;
                });
        return closing.add(
                Worker.start(
                        config,
                        models,
                        closing.add(PayloadStores.open(config.payloads())),
                        InstantSource.system(),
                        registry));
    }

    private static IngestApi ingest(
            IngestConfig config, PrometheusMeterRegistry registry, Closing closing) {
        Map<String, Object> kafka = config.kafka().client();
        ModelFollower models = closing.add(ModelFollower.start(kafka, model -> {}));
        RedisJobReader reader =
                closing.add(
                        RedisJobReader.start(
                                config.reader(),
                                config.topics().partitions(Topic.Partitions.FLIGHT),
                                registry,
                                InstantSource.system()));
        EndpointFollower endpoints = closing.add(EndpointFollower.start(kafka));
        KeyFollower keys = closing.add(KeyFollower.start(kafka));
        return closing.add(
                IngestApi.start(
                        config,
                        new Dependencies(
                                models,
                                reader,
                                reader,
                                reader,
                                endpoints,
                                closing.add(PayloadStores.open(config.payloads())),
                                closing.add(ObjectStorage.open(config.objects())),
                                keys.keys(),
                                InstantSource.system(),
                                new SecureRandom(),
                                registry)));
    }

    private static void await(String name, BooleanSupplier ready, Stages stages) {
        stages.stage(
                name,
                () -> {
                    long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
                    while (!ready.getAsBoolean()) {
                        if (System.nanoTime() > deadline) {
                            throw new IllegalStateException(
                                    "not yet: " + name + " after " + READY_TIMEOUT);
                        }
                        pause();
                    }
                    return true;
                });
    }

    private static void pause() {
        try {
            Thread.sleep(READY_CHECK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while services started", e);
        }
    }
}
