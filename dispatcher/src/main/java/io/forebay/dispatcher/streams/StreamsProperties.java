package io.forebay.dispatcher.streams;

import static org.apache.kafka.streams.StreamsConfig.adminClientPrefix;
import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;
import static org.apache.kafka.streams.StreamsConfig.topicPrefix;

import io.forebay.dispatcher.forget.ForgetfulStores;
import io.forebay.dispatcher.meter.DispatcherMeters;
import io.forebay.schemas.topic.TopicConfig;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings that Kafka Streams runs with. */
public final class StreamsProperties {

    /** Under these names the handlers and the store settings, which Kafka makes, find theirs. */
    static final String METERS = "forebay.dispatcher.meters";

    static final String MEMORY = "forebay.dispatcher.store-memory";

    /**
     * A request carries one batch of a partition, so that with Kafka's 16 KiB each larger input
     * would be a request of its own.
     */
    private static final int BATCH_SIZE = 512 * 1024;

    /**
     * A transaction that begins while the last one's markers are written is refused for a moment
     * (CONCURRENT_TRANSACTIONS). With Kafka's 100 ms such a moment would be three commits long.
     */
    private static final long RETRY_BACKOFF_MILLIS = 10;

    private StreamsProperties() {}

    /**
     * @param memory shared by all stores; closed by the caller, after the streams
     * @param forgetful those of the stores that have to forget in time
     */
    public static Properties of(
            StreamsSettings settings,
            DispatcherMeters meters,
            StoreMemory memory,
            ForgetfulStores forgetful) {
        Properties p = new Properties();
        place(p, settings);
        guarantees(p, settings.topics());
        pace(p, settings.pace());
        group(p, settings.group());
        p.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, StoreSettings.class);
        p.put(MEMORY, memory);
        p.put(ForgetfulStores.NAME, forgetful);
        p.put(METERS, meters);
        p.putAll(settings.kafka().properties());
        return p;
    }

    private static void place(Properties p, StreamsSettings settings) {
        p.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
        p.put(StreamsConfig.STATE_DIR_CONFIG, settings.state().dir().toAbsolutePath().toString());
        p.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.pace().threads());
        p.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    }

    /** Nothing is lost, nothing is said twice. */
    private static void guarantees(Properties p, TopicConfig topics) {
        p.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        p.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, topics.replicationFactor());
        p.put(topicPrefix("min.insync.replicas"), Integer.toString(topics.minInsyncReplicas()));
        topics.forgetting().compacted().forEach((name, value) -> p.put(topicPrefix(name), value));
        p.put(producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
        p.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                UnreadableRecords.class);
        p.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, UnwritableRecords.class);
        p.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UnprocessableRecords.class);
        // By its name: the constant is deprecated already, and the default still warns at start.
        p.put("processing.exception.handler.global.enabled", true);
    }

    private static void pace(Properties p, PaceConfig pace) {
        p.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, pace.commitInterval().toMillis());
        p.put(StreamsConfig.POLL_MS_CONFIG, pace.pollInterval().toMillis());
        // A cache would hold back changelog records until the commit, and all at once then.
        p.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        p.put(
                mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
                millis(pace.fetchWait()));
        p.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), pace.linger().toMillis());
        p.put(producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_SIZE);
        p.put(producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), RETRY_BACKOFF_MILLIS);
        p.put(producerPrefix(ProducerConfig.MAX_BLOCK_MS_CONFIG), pace.maxBlock().toMillis());
        p.put(
                adminClientPrefix(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG),
                millis(pace.startTimeout()));
    }

    private static void group(Properties p, GroupConfig group) {
        p.put(StreamsConfig.APPLICATION_ID_CONFIG, group.applicationId());
        p.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, group.protocol().kafkaName());
        if (group.protocol() == GroupConfig.Protocol.CLASSIC) {
            p.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, group.standbyReplicas());
            p.put(
                    mainConsumerPrefix(CommonClientConfigs.SESSION_TIMEOUT_MS_CONFIG),
                    millis(group.sessionTimeout()));
            p.put(
                    mainConsumerPrefix(CommonClientConfigs.HEARTBEAT_INTERVAL_MS_CONFIG),
                    millis(group.heartbeatInterval()));
        }
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
