package io.forebay.worker.model;

import io.forebay.schemas.model.CachePolicy;
import io.forebay.schemas.model.Limits;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.ModelFollower;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.ModelRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies models: makes their work topics and tells every service of them on {@link Topics#MODELS}.
 * Confined to one caller at a time.
 */
public final class ModelPublisher {

    private static final Logger LOG = LoggerFactory.getLogger(ModelPublisher.class);

    private final EngineLoader loader;
    private final Models applied;
    private final Consumer<Collection<Topic<?, ?>>> topics;
    private final Producer<String, ModelRecord> producer;
    private final InstantSource clock;

    /**
     * @param applied what is applied already
     * @param topics creates or verifies topics, usually {@code TopicCreator::ensure}
     * @param producer idempotent, {@code acks=all}; stays the caller's to close
     */
    public ModelPublisher(
            EngineLoader loader,
            Models applied,
            Consumer<Collection<Topic<?, ?>>> topics,
            Producer<String, ModelRecord> producer,
            InstantSource clock) {
        this.loader = loader;
        this.applied = applied;
        this.topics = topics;
        this.producer = producer;
        this.clock = clock;
    }

    /** What became of applying a model. */
    public sealed interface Applied {

        Model model();

        /** It is acknowledged on the models topic. */
        record Published(Model model) implements Applied {}

        /** The same files were applied before. */
        record Unchanged(Model model) implements Applied {}
    }

    /**
     * Applies one model, when its files are not those that are applied already. Its work topics
     * exist when this returns.
     *
     * @throws UnusableModelException when it does not load, or its manifest does not fit it
     * @throws KafkaException when the brokers did not acknowledge
     */
    public Applied apply(ModelFiles files) {
        String name = files.manifest().name();
        Optional<Model> same =
                applied.find(name, files.manifest().version())
                        .filter(model -> model.ref().getDigest().equals(files.digest()));
        if (same.isPresent()) {
            ensureWorkTopics(name);
            return new Applied.Unchanged(same.get());
        }
        applied.find(name)
                .flatMap(newest -> files.manifest().groupRefusal(newest.manifest()))
                .ifPresent(why -> {
                    throw new UnusableModelException(files.title() + ": " + why);
                });
        ModelRecord made = record(files);
        Model model = Model.of(made);
        ensureWorkTopics(name);
        publish(made);
        LOG.atInfo().addKeyValue("model", files.title()).log("applied a model");
        return new Applied.Published(model);
    }

    /**
     * The record of a model as {@link #apply} would publish it, for use without Kafka.
     *
     * @throws UnusableModelException when it does not load, or its manifest does not fit it
     */
    public ModelRecord record(ModelFiles files) {
        return record(files, loader.inspect(files), clock.millis());
    }

    static ModelRecord record(ModelFiles files, ModelSignature signature, long appliedAt) {
        ManifestCheck.require(files, signature);
        Limits limits = files.manifest().limits();
        CachePolicy cache = files.manifest().cache();
        return ModelRecord.newBuilder()
                .setName(files.manifest().name())
                .setVersion(files.manifest().version())
                .setDigest(files.digest())
                .addAllInputs(signature.inputs().stream().map(TensorSignature::toWire).toList())
                .addAllOutputs(signature.outputs().stream().map(TensorSignature::toWire).toList())
                .setManifest(files.manifestText())
                .addAllLabels(files.labels())
                .setAppliedAt(appliedAt)
                .setPolicy(files.manifest().policy(limits.runTimeout(), Duration.ZERO))
                .setQueueTimeoutMs(limits.queueTimeout().toMillis())
                .setSharedResults(cache.scope() == CachePolicy.Scope.PUBLIC)
                .build();
    }

    private void ensureWorkTopics(String name) {
        topics.accept(List.of(Topics.work(name, Lane.INTERACTIVE), Topics.work(name, Lane.BULK)));
    }

    private void publish(ModelRecord made) {
        String key = ModelFollower.key(made.getName(), made.getVersion());
        try {
            producer.send(new ProducerRecord<>(Topics.MODELS.name(), key, made)).get();
        } catch (ExecutionException e) {
            throw new KafkaException("the model " + key + " was not acknowledged", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted before the model " + key + " was acknowledged");
        }
    }
}
