package io.forebay.ingest.model;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.ModelFollower;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.topic.TopicCreator;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.ModelRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Writes to {@code forebay.models}. A producer lives for one call: models are applied seldom. One
 * caller at a time applies, so that the records of one name keep their order.
 */
public final class KafkaModelApplier implements ModelApplier {

    private static final Duration LOOK = Duration.ofMillis(20);

    private final Map<String, Object> kafka;
    private final TopicCreator topics;
    private final Models models;
    private final Duration timeout;

    /**
     * @param kafka client properties
     * @param models what this node knows
     * @param timeout of each step
     */
    public KafkaModelApplier(
            Map<String, Object> kafka, TopicCreator topics, Models models, Duration timeout) {
        this.kafka = Map.copyOf(kafka);
        this.topics = topics;
        this.models = models;
        this.timeout = timeout;
    }

    @Override
    public synchronized void apply(ModelRecord model) {
        try {
            // First, so that nobody can submit to a model that has no queue.
            topics.ensure(
                    List.of(
                            Topics.work(model.getName(), Lane.INTERACTIVE),
                            Topics.work(model.getName(), Lane.BULK)));
            publish(model);
            awaitKnown(model);
        } catch (KafkaException | IllegalStateException | ExecutionException | TimeoutException e) {
            throw new ModelNotAppliedException("the model was not acknowledged", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelNotAppliedException("interrupted", e);
        }
    }

    private void publish(ModelRecord model)
            throws ExecutionException, InterruptedException, TimeoutException {
        String key = ModelFollower.key(model.getName(), model.getVersion());
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        try (Producer<String, ModelRecord> producer =
                new KafkaProducer<>(
                        properties,
                        Topics.MODELS.key().serializer(),
                        Topics.MODELS.value().serializer())) {
            producer.send(new ProducerRecord<>(Topics.MODELS.name(), key, model))
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void awaitKnown(ModelRecord model) throws InterruptedException, TimeoutException {
        long until = System.nanoTime() + timeout.toNanos();
        while (!isNewest(model)) {
            if (System.nanoTime() - until > 0) {
                throw new TimeoutException("this node has not read the model within " + timeout);
            }
            Thread.sleep(LOOK);
        }
    }

    private boolean isNewest(ModelRecord record) {
        Model model = Model.of(record);
        return models.find(model.name())
                .filter(newest -> newest.ref().equals(model.ref()))
                .filter(newest -> newest.traffic().equals(model.traffic()))
                .isPresent();
    }
}
