package io.forebay.schemas.model;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.ModelRecord;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code forebay.models} on a thread of its own and knows every applied model. Reading is
 * safe from any thread.
 */
public final class ModelFollower implements Models, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ModelFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.MODELS.name(), 0);

    private final KafkaConsumer<String, ModelRecord> consumer;
    private final Consumer<Model> onApplied;
    private final Map<String, Applied> byKey = new ConcurrentHashMap<>();
    private final Thread thread;

    private record Applied(Model model, long offset) {}

    private ModelFollower(KafkaConsumer<String, ModelRecord> consumer, Consumer<Model> onApplied) {
        this.consumer = consumer;
        this.onApplied = onApplied;
        this.thread = Thread.ofPlatform().name("forebay-models").unstarted(this::follow);
    }

    /**
     * Reads what is applied so far, then follows in the background.
     *
     * @param kafka client properties, at least {@code bootstrap.servers}
     * @param onApplied called with each model as it is read, on the caller's thread first and on
     *     the follower's thread later
     */
    public static ModelFollower start(Map<String, Object> kafka, Consumer<Model> onApplied) {
        Map<String, Object> properties = new java.util.HashMap<>(kafka);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        KafkaConsumer<String, ModelRecord> consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), Topics.MODELS.value().deserializer());
        ModelFollower follower = new ModelFollower(consumer, onApplied);
        follower.catchUp();
        follower.thread.start();
        return follower;
    }

    @Override
    public Optional<Model> find(String name) {
        return byKey.values().stream()
                .filter(applied -> applied.model.name().equals(name))
                .max(Comparator.comparingLong(Applied::offset))
                .map(Applied::model);
    }

    @Override
    public Optional<Model> find(String name, String version) {
        return Optional.ofNullable(byKey.get(key(name, version))).map(Applied::model);
    }

    @Override
    public Collection<Model> all() {
        return byKey.values().stream()
                .map(applied -> applied.model.name())
                .distinct()
                .sorted()
                .flatMap(name -> find(name).stream())
                .toList();
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The key of a model on the models topic. */
    public static String key(String name, String version) {
        return name + "/" + version;
    }

    private void catchUp() {
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
        long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
        while (consumer.position(PARTITION) < end) {
            consumer.poll(POLL).forEach(this::accept);
        }
    }

    private void follow() {
        try (consumer) {
            while (true) {
                consumer.poll(POLL).forEach(this::accept);
            }
        } catch (WakeupException e) {
            LOG.atDebug().log("stopped following models");
        }
    }

    private void accept(ConsumerRecord<String, ModelRecord> read) {
        if (read.value() == null) {
            byKey.remove(read.key());
            return;
        }
        try {
            Model model = Model.of(read.value());
            byKey.put(read.key(), new Applied(model, read.offset()));
            onApplied.accept(model);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("model", read.key())
                    .setCause(e)
                    .log("cannot use a model record");
        }
    }
}
