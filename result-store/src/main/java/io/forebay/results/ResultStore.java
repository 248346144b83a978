package io.forebay.results;

import io.forebay.results.metrics.ResultStoreMeters;
import io.forebay.results.projection.Projection;
import io.forebay.results.pulse.PulsePublisher;
import io.forebay.results.pulse.PulseRecorder;
import io.forebay.results.redis.RedisClient;
import io.forebay.schemas.ops.OpsServer;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.topic.TopicCreator;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.Tracing;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.admin.Admin;

/** A running result store. Safe for use by several threads. */
public final class ResultStore implements AutoCloseable {

    private static final Duration TOPICS_TIMEOUT = Duration.ofSeconds(30);

    private final RedisClient redis;
    private final List<Projection> projections;
    private final PulsePublisher pulse;
    private final Optional<RunningWebhooks> webhooks;
    private final OpsServer ops;
    private final Tracing tracing;

    private ResultStore(
            RedisClient redis,
            List<Projection> projections,
            PulsePublisher pulse,
            Optional<RunningWebhooks> webhooks,
            OpsServer ops,
            Tracing tracing) {
        this.redis = redis;
        this.projections = projections;
        this.pulse = pulse;
        this.webhooks = webhooks;
        this.ops = ops;
        this.tracing = tracing;
    }

    /**
     * Returns when the topics are as they should be and the projections have begun. Redis may be
     * away.
     *
     * @throws IllegalStateException when a topic is not as it should be
     * @throws org.apache.kafka.common.KafkaException when the brokers cannot be asked
     */
    public static ResultStore start(
            ResultStoreConfig config, PrometheusMeterRegistry registry, InstantSource clock) {
        Map<String, Object> kafka = config.kafka().clientProperties();
        try (Admin admin = Admin.create(kafka)) {
            new TopicCreator(admin, config.topics(), TOPICS_TIMEOUT)
                    .ensure(
                            List.of(
                                    Topics.JOB_STATES,
                                    Topics.BATCH_STATES,
                                    Topics.WEBHOOK_ENDPOINTS,
                                    Topics.DELIVERIES,
                                    Topics.DELIVERY_LOG));
        }
        Tracing tracing = Tracing.open(config.tracing(), "forebay-results");
        RedisClient redis = RedisClient.connect(config.redis());
        RedisKeys keys = new RedisKeys(config.topics().partitions(Topics.JOB_STATES.partitions()));
        ResultStoreMeters meters = new ResultStoreMeters(registry);
        PulseRecorder seen = new PulseRecorder(clock);
        Projection projection =
                Projection.start(
                        config.projection(), kafka, redis, keys, clock, meters, seen, tracing);
        Projection batches =
                Projection.startBatches(config.projection(), kafka, redis, keys, clock, meters);
        Projection deliveries =
                Projection.startDeliveries(
                        config.projection(), kafka, redis, keys, clock, meters, seen);
        PulsePublisher pulse =
                PulsePublisher.start(redis, seen, clock, RandomGenerator.getDefault());
        Optional<RunningWebhooks> webhooks =
                config.webhooks()
                        .key()
                        .map(key -> RunningWebhooks.start(config, key, registry, clock, tracing));
        List<Projection> projections = List.of(projection, batches, deliveries);
        OpsServer ops =
                OpsServer.start(
                        config.ops().address(),
                        registry,
                        () ->
                                projections.stream().allMatch(Projection::isLive)
                                        && webhooks.stream().allMatch(RunningWebhooks::isLive),
                        () -> isReady(projections, webhooks));
        return new ResultStore(redis, projections, pulse, webhooks, ops, tracing);
    }

    /** Where health checks and metrics are served. */
    public InetSocketAddress opsAddress() {
        return ops.address();
    }

    /** Whether the view of every partition assigned here can be written, and webhooks delivered. */
    public boolean isReady() {
        return isReady(projections, webhooks);
    }

    @Override
    public void close() {
        ops.close();
        webhooks.ifPresent(RunningWebhooks::close);
        projections.forEach(Projection::close);
        pulse.close();
        redis.close();
        tracing.close();
    }

    private static boolean isReady(
            List<Projection> projections, Optional<RunningWebhooks> webhooks) {
        return projections.stream().allMatch(Projection::isReady)
                && webhooks.stream().allMatch(RunningWebhooks::isReady);
    }
}
