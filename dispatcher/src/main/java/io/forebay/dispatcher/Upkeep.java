package io.forebay.dispatcher;

import io.forebay.dispatcher.forget.ForgetfulStores;
import io.forebay.dispatcher.forget.Nudger;
import io.forebay.dispatcher.purge.Purge;
import io.forebay.dispatcher.store.Shelves;
import io.forebay.dispatcher.streams.KnownWorkTopics;
import io.forebay.schemas.topic.Topics;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Sees to it that what is over does not stay: records that have passed, deletions that brokers and
 * stores have only noted. Safe for use by several threads.
 */
final class Upkeep implements AutoCloseable {

    /** Whoever serves it looks after quiet partitions, so that one dispatcher does. */
    private static final TopicPartition FIRST = new TopicPartition(Topics.JOBS.name(), 0);

    private final DispatcherConfig config;
    private final KnownWorkTopics workTopics;
    private final KafkaStreams streams;
    private final ForgetfulStores stores;
    private final Purge purge;
    private final Nudger nudger;

    Upkeep(
            DispatcherConfig config,
            Admin admin,
            KnownWorkTopics workTopics,
            KafkaStreams streams,
            ForgetfulStores stores,
            InstantSource clock) {
        this.config = config;
        this.workTopics = workTopics;
        this.streams = streams;
        this.stores = stores;
        this.purge =
                new Purge(
                        admin,
                        config.purge(),
                        config.group().applicationId(),
                        workTopics::names,
                        clock);
        this.nudger =
                new Nudger(
                        admin,
                        this::producer,
                        config.topics().forgetting(),
                        this::quietable,
                        this::servesFirst,
                        clock);
    }

    void start() {
        stores.start();
        purge.start();
        nudger.start();
    }

    @Override
    public void close() {
        nudger.close();
        purge.close();
        stores.close();
    }

    /** Records that go by age go without a nudge too. */
    private Collection<String> quietable() {
        List<String> topics = new ArrayList<>();
        topics.add(Topics.JOB_STATES.name());
        topics.add(Topics.DEAD_LETTERS.name());
        topics.add(Topics.DELIVERIES.name());
        Shelves.carrying()
                .forEach(store ->
                        topics.add(
                                "%s-%s-changelog"
                                        .formatted(config.group().applicationId(), store)));
        if (config.purge().enabled()) {
            topics.add(Topics.JOBS.name());
            topics.add(Topics.COMPLETIONS.name());
            topics.addAll(workTopics.names());
        }
        return topics;
    }

    private boolean servesFirst() {
        return streams.metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream())
                .anyMatch(FIRST::equals);
    }

    private Producer<byte[], byte[]> producer() {
        Map<String, Object> properties = new HashMap<>(config.kafka().properties());
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.kafka().bootstrapServers());
        return new KafkaProducer<>(
                properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
