package io.forebay.worker;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.ModelFollower;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.ModelRecord;
import io.forebay.worker.model.Engine;
import io.forebay.worker.model.EngineLoader;
import io.forebay.worker.model.Engines;
import io.forebay.worker.model.ModelFiles;
import io.forebay.worker.model.ModelPublisher;
import io.forebay.worker.model.ModelRepository;
import io.forebay.worker.model.ModelSource;
import io.forebay.worker.onnx.OnnxRuntime;
import io.forebay.worker.process.ProcessEngines;
import io.forebay.worker.repository.RemoteModels;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The models in one worker's repository: applies them, and opens the applied ones. Safe for use by
 * several threads; close it after the worker.
 */
public final class WorkerModels implements EngineSource, AutoCloseable {

    private final ModelSource repository;
    private final EngineLoader loader;
    private final Runnable onClose;
    private final Engines engines;

    private WorkerModels(ModelSource repository, EngineLoader loader, Runnable onClose) {
        this.repository = repository;
        this.loader = loader;
        this.onClose = onClose;
        this.engines = new Engines(repository, loader);
    }

    /** Starts what models are run in; they are read when they are asked for. */
    public static WorkerModels open(WorkerConfig config) {
        ModelSource repository =
                config.remoteModels().isSet()
                        ? RemoteModels.open(config.remoteModels(), InstantSource.system())
                        : new ModelRepository(config.modelRepository());
        return switch (config.isolation().mode()) {
            case NONE -> {
                OnnxRuntime runtime = OnnxRuntime.start(config.onnx());
                yield new WorkerModels(repository, runtime, runtime::close);
            }
            case PROCESS -> {
                ProcessEngines engines = ProcessEngines.of(config.isolation(), config.onnx());
                yield new WorkerModels(repository, engines, engines::close);
            }
        };
    }

    /**
     * Applies every model of the repository that is to be served here and whose files are not
     * applied yet.
     *
     * @throws io.forebay.worker.model.UnusableModelException when one of them cannot be served
     * @throws org.apache.kafka.common.KafkaException when the brokers do not acknowledge
     */
    public void apply(WorkerConfig config, InstantSource clock) {
        KafkaClients clients = new KafkaClients(config.kafka(), config.topics(), "apply");
        clients.ensure(List.of(Topics.MODELS));
        try (ModelFollower applied = ModelFollower.start(clients.properties(), model -> {});
                Producer<String, ModelRecord> producer = producer(clients.properties())) {
            ModelPublisher publisher =
                    new ModelPublisher(loader, applied, clients::ensure, producer, clock);
            for (ModelFiles files : repository.all(config::serves)) {
                publisher.apply(files);
            }
        }
    }

    @Override
    public Optional<Engine> open(Model model) {
        if (!repository.has(model.name(), model.version())) {
            return Optional.empty();
        }
        Engine engine = engines.open(model);
        engine.warmUp(model.manifest().batching().maxBatchSize());
        return Optional.of(engine);
    }

    @Override
    public void close() {
        onClose.run();
    }

    private static Producer<String, ModelRecord> producer(Map<String, Object> properties) {
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return new KafkaProducer<>(
                properties, Topics.MODELS.key().serializer(), Topics.MODELS.value().serializer());
    }
}
