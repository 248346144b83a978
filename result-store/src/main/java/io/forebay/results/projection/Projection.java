package io.forebay.results.projection;

import io.forebay.results.consumer.ConsumerThread;
import io.forebay.results.metrics.ResultStoreMeters;
import io.forebay.results.pulse.PulseRecorder;
import io.forebay.results.redis.RedisClient;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.Tracing;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The projection on its thread: follows the job states and writes the view. Safe for use by several
 * threads.
 */
public final class Projection implements AutoCloseable {

    private final ProjectionLoop loop;
    private final ConsumerThread thread;

    private Projection(ProjectionLoop loop, ConsumerThread thread) {
        this.loop = loop;
        this.thread = thread;
    }

    /** What is projected: a topic by a group of its own, and beside what position. */
    private record Subject(
            String topic, String group, IntFunction<String> position, Planning planner) {}

    /**
     * Joins the group and follows the job states in the background.
     *
     * @param kafka client properties, at least {@code bootstrap.servers}
     * @param keys with the number of partitions of the job states
     * @param pulse counts what passes
     */
    public static Projection start(
            ProjectionConfig config,
            Map<String, Object> kafka,
            RedisClient redis,
            RedisKeys keys,
            InstantSource clock,
            ResultStoreMeters meters,
            PulseRecorder pulse,
            Tracing tracing) {
        return started(
                config,
                kafka,
                redis,
                new Subject(
                        Topics.JOB_STATES.name(),
                        config.group(),
                        keys::position,
                        new ChunkPlanner(
                                new JobTranslation(
                                        keys,
                                        config.openJobTtl(),
                                        config.deletedJobTtl(),
                                        pulse,
                                        tracing),
                                config,
                                clock)),
                keys,
                clock,
                meters,
                tracing);
    }

    /** The same for the batch states. */
    public static Projection startBatches(
            ProjectionConfig config,
            Map<String, Object> kafka,
            RedisClient redis,
            RedisKeys keys,
            InstantSource clock,
            ResultStoreMeters meters) {
        return started(
                config,
                kafka,
                redis,
                new Subject(
                        Topics.BATCH_STATES.name(),
                        config.group() + ".batches",
                        keys::batchPosition,
                        new ChunkPlanner(
                                new BatchTranslation(keys, config.openJobTtl()), config, clock)),
                keys,
                clock,
                meters,
                Tracing.OFF);
    }

    /** The same for the attempts of deliveries. */
    public static Projection startDeliveries(
            ProjectionConfig config,
            Map<String, Object> kafka,
            RedisClient redis,
            RedisKeys keys,
            InstantSource clock,
            ResultStoreMeters meters,
            PulseRecorder pulse) {
        return started(
                config,
                kafka,
                redis,
                new Subject(
                        Topics.DELIVERY_LOG.name(),
                        config.group() + ".deliveries",
                        keys::deliveryPosition,
                        new DeliveryPlanner(keys, config.maxBatchRecords(), pulse)),
                keys,
                clock,
                meters,
                Tracing.OFF);
    }

    private static Projection started(
            ProjectionConfig config,
            Map<String, Object> kafka,
            RedisClient redis,
            Subject subject,
            RedisKeys keys,
            InstantSource clock,
            ResultStoreMeters meters,
            Tracing tracing) {
        Map<String, Object> properties = consumerProperties(config, kafka);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, subject.group());
        Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new StringDeserializer(), new ByteArrayDeserializer());
        ProjectionLoop loop =
                new ProjectionLoop(
                        subject.topic(),
                        config,
                        new ProjectionLoop.Parts(
                                consumer,
                                new RedisViewStore(redis, subject.position()),
                                keys,
                                clock,
                                RandomGenerator.getDefault(),
                                meters,
                                new ProjectionSpans(tracing)),
                        subject.planner());
        meters.projectionLag(subject.topic(), () -> loop.health().lag());
        meters.partitionsRebuilding(subject.topic(), () -> loop.health().rebuilding());
        return new Projection(
                loop,
                ConsumerThread.start("forebay-projection-" + subject.topic(), consumer, loop));
    }

    /** False when only a restart helps. */
    public boolean isLive() {
        return !thread.hasFailed();
    }

    /** Whether the group was joined and every assigned view can be written. */
    public boolean isReady() {
        ProjectionLoop.Health health = loop.health();
        return !thread.hasFailed()
                && health.polled()
                && !health.redisAway()
                && health.locating() == 0;
    }

    @Override
    public void close() {
        thread.close();
    }

    static Map<String, Object> consumerProperties(
            ProjectionConfig config, Map<String, Object> kafka) {
        Map<String, Object> properties = new HashMap<>();
        // Small fetches keep what one step holds in memory, and the time it takes, small.
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2000);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
        properties.putAll(kafka);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, config.group());
        properties.put(
                ConsumerConfig.GROUP_PROTOCOL_CONFIG,
                switch (config.groupProtocol()) {
                    case CONSUMER -> "consumer";
                    case CLASSIC -> "classic";
                });
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return properties;
    }
}
