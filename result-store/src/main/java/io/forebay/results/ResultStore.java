package io.forebay.results;

import io.forebay.results.metrics.ResultStoreMeters;
import io.forebay.results.projection.Projection;
import io.forebay.results.redis.RedisClient;
import io.forebay.schemas.ops.OpsServer;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.topic.TopicCreator;
import io.forebay.schemas.topic.Topics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** A running result store. Safe for use by several threads. */
public final class ResultStore implements AutoCloseable {

    private static final Duration TOPICS_TIMEOUT = Duration.ofSeconds(30);

    private final RedisClient redis;
    private final Projection projection;
    private final Projection batches;
    private final OpsServer ops;

    private ResultStore(
            RedisClient redis, Projection projection, Projection batches, OpsServer ops) {
        this.redis = redis;
        this.projection = projection;
        this.batches = batches;
        this.ops = ops;
    }

    /**
     * Returns when the job states' topic is as it should be and the projection has begun. Redis may
     * be away.
     *
     * @throws IllegalStateException when the topic is not as it should be
     * @throws org.apache.kafka.common.KafkaException when the brokers cannot be asked
     */
    public static ResultStore start(
            ResultStoreConfig config, PrometheusMeterRegistry registry, InstantSource clock) {
        Map<String, Object> kafka = config.kafka().clientProperties();
        try (Admin admin = Admin.create(kafka)) {
            new TopicCreator(admin, config.topics(), TOPICS_TIMEOUT)
                    .ensure(List.of(Topics.JOB_STATES, Topics.BATCH_STATES));
        }
        RedisClient redis = RedisClient.connect(config.redis());
        RedisKeys keys = new RedisKeys(config.topics().partitions(Topics.JOB_STATES.partitions()));
        ResultStoreMeters meters = new ResultStoreMeters(registry);
        Projection projection =
                Projection.start(config.projection(), kafka, redis, keys, clock, meters);
        Projection batches =
                Projection.startBatches(config.projection(), kafka, redis, keys, clock, meters);
        OpsServer ops =
                OpsServer.start(
                        config.ops().address(),
                        registry,
                        () -> projection.isLive() && batches.isLive(),
                        () -> projection.isReady() && batches.isReady());
        return new ResultStore(redis, projection, batches, ops);
    }

    /** Where health checks and metrics are served. */
    public InetSocketAddress opsAddress() {
        return ops.address();
    }

    /** Whether the view of every partition assigned here can be written. */
    public boolean isReady() {
        return projection.isReady() && batches.isReady();
    }

    @Override
    public void close() {
        ops.close();
        projection.close();
        batches.close();
        redis.close();
    }
}
