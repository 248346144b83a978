package io.forebay.worker;

import io.forebay.schemas.topic.ShareGroups;
import io.forebay.schemas.topic.Topic;
import io.forebay.schemas.topic.TopicConfig;
import io.forebay.schemas.topic.TopicCreator;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.Lane;
import io.forebay.worker.WorkerConfig.KafkaConfig;
import io.forebay.worker.poll.LoneRuns;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Real clients. What the promises rest on comes last, so that no property can undo it. */
final class KafkaClients implements Clients {

    private static final Duration TOPIC_TIMEOUT = Duration.ofSeconds(30);

    private final KafkaConfig config;
    private final TopicConfig topics;
    private final String worker;

    KafkaClients(KafkaConfig config, TopicConfig topics, String worker) {
        this.config = config;
        this.topics = topics;
        this.worker = worker;
    }

    /** What every client needs. */
    Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(config.properties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        return properties;
    }

    @Override
    public void ensure(Collection<Topic<?, ?>> wanted) {
        try (Admin admin = Admin.create(properties())) {
            new TopicCreator(admin, topics, TOPIC_TIMEOUT).ensure(wanted);
        }
    }

    @Override
    public Consumer<byte[], byte[]> lane(String model, Lane lane) {
        return new KafkaConsumer<>(
                laneProperties(model, lane),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    Map<String, Object> laneProperties(String model, Lane lane) {
        Map<String, Object> properties = properties();
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, config.maxPollRecords());
        properties.put(
                ConsumerConfig.CLIENT_ID_CONFIG,
                "%s-%s-%s".formatted(worker, model, Topics.laneName(lane)));
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, Topics.workerGroup(model, lane));
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A run has no visible effect before its completion, so that it may start before the
        // dispatcher's transaction commits.
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        return properties;
    }

    @Override
    public ShareConsumer<byte[], byte[]> share(
            String model, Lane lane, int maxPollRecords, int member) {
        ShareGroupSettings.prepare(properties(), ShareGroups.name(model, lane));
        return new KafkaShareConsumer<>(
                shareProperties(model, lane, maxPollRecords, member),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    Map<String, Object> shareProperties(String model, Lane lane, int maxPollRecords, int member) {
        Map<String, Object> properties = properties();
        ShareGroupSettings.NOT_FOR_MEMBERS.forEach(properties::remove);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, maxPollRecords);
        properties.put(
                ConsumerConfig.CLIENT_ID_CONFIG,
                ShareGroups.clientId(
                        "%s-%s-%s".formatted(worker, model, Topics.laneName(lane)), member));
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, ShareGroups.name(model, lane));
        properties.put(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, "explicit");
        // Not what lies in one batch of the log with it: that may be many times as much.
        properties.put(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, "record_limit");
        return properties;
    }

    @Override
    public LoneRuns loneRuns(String model, Lane lane) {
        return new CommittedLoneRuns(this::properties, ShareGroups.name(model, lane));
    }

    @Override
    public Consumer<byte[], byte[]> reader() {
        Map<String, Object> properties = properties();
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, worker + "-withdrawals");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(
                properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Producer<byte[], Completion> producer() {
        return new KafkaProducer<>(
                producerProperties(),
                new ByteArraySerializer(),
                Topics.COMPLETIONS.value().serializer());
    }

    Map<String, Object> producerProperties() {
        Map<String, Object> properties = properties();
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, worker + "-completions");
        properties.put(ProducerConfig.LINGER_MS_CONFIG, config.linger().toMillis());
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return properties;
    }
}
