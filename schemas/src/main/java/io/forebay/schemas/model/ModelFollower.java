package io.forebay.schemas.model;

import io.forebay.schemas.topic.TopicFollower;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.ModelRecord;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Follows {@code forebay.models} and knows every applied model. Reading is safe from any thread.
 */
public final class ModelFollower implements Models, AutoCloseable {

    private final Consumer<Model> onApplied;
    private final Map<String, Applied> byKey = new ConcurrentHashMap<>();
    private final TopicFollower<ModelRecord> log;

    private record Applied(Model model, long offset) {}

    private ModelFollower(Map<String, Object> kafka, Consumer<Model> onApplied) {
        this.onApplied = onApplied;
        this.log = TopicFollower.start(Topics.MODELS, kafka, this::accept);
    }

    /**
     * Reads what is applied so far, then follows in the background.
     *
     * @param kafka client properties, at least {@code bootstrap.servers}
     * @param onApplied called with each model as it is read, on the caller's thread first and on
     *     the follower's thread later
     */
    public static ModelFollower start(Map<String, Object> kafka, Consumer<Model> onApplied) {
        return new ModelFollower(kafka, onApplied);
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
        log.close();
    }

    /** The key of a model on the models topic. */
    public static String key(String name, String version) {
        return name + "/" + version;
    }

    private void accept(ConsumerRecord<String, ModelRecord> read) {
        if (read.value() == null) {
            byKey.remove(read.key());
            return;
        }
        Model model = Model.of(read.value());
        byKey.put(read.key(), new Applied(model, read.offset()));
        onApplied.accept(model);
    }
}
