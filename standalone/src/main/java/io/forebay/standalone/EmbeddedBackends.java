package io.forebay.standalone;

import io.forebay.schemas.topic.Forgetting;
import io.forebay.standalone.broker.BrokerPorts;
import io.forebay.standalone.broker.EmbeddedKafka;
import io.forebay.standalone.home.Home;
import io.forebay.standalone.redis.EmbeddedRedis;
import io.forebay.standalone.redis.LogRewrite;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A broker in this process and a Redis beside it, with their data in a home. */
record EmbeddedBackends(EmbeddedKafka kafka, EmbeddedRedis redis, LogRewrite rewrite)
        implements Backends {

    /** Where others that are used to a broker and a Redis nearby would not look. */
    private static final int KAFKA_PORT = 19_092;

    private static final int REDIS_PORT = 16_379;

    /** Kafka's own, in milliseconds. */
    private static final long CLEANER_BACKOFF = 15_000;

    /**
     * Starts both at once.
     *
     * @throws RuntimeException saying what could not be started; nothing is left running then
     */
    static EmbeddedBackends start(Home home, StandaloneConfig config, Stages stages) {
        CompletableFuture<EmbeddedRedis> redis =
                CompletableFuture.supplyAsync(
                        () -> stages.stage("Redis", () -> redis(home, config.searchPath())));
        Closing closing = new Closing();
        try {
            EmbeddedKafka kafka =
                    closing.add(stages.stage("Kafka broker", () -> kafka(home, config)));
            LogRewrite rewrite =
                    LogRewrite.start(redis.join().port(), config.deletionLag().dividedBy(2));
            return new EmbeddedBackends(kafka, redis.join(), rewrite);
        } catch (RuntimeException e) {
            var _ = redis.thenAccept(EmbeddedRedis::close);
            closing.close();
            throw e;
        }
    }

    @Override
    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    @Override
    public String redisAddress() {
        return redis.address();
    }

    @Override
    public void close() {
        kafka.close();
        rewrite.close();
        redis.close();
    }

    private static EmbeddedKafka kafka(Home home, StandaloneConfig config) {
        return EmbeddedKafka.start(
                home.kafka(),
                new BrokerPorts(FreePorts.preferring(KAFKA_PORT), FreePorts.any()),
                forgetting(config.deletionLag()));
    }

    private static EmbeddedRedis redis(Home home, String searchPath) {
        return EmbeddedRedis.start(home.redis(), FreePorts.preferring(REDIS_PORT), searchPath);
    }

    /**
     * For the topics of every version that ran on this home; those of this one say it themselves.
     */
    private static Map<String, String> forgetting(Duration lag) {
        return Map.of(
                "log.roll.ms",
                Long.toString(new Forgetting(lag).segment().toMillis()),
                "log.cleaner.max.compaction.lag.ms",
                Long.toString(lag.toMillis()),
                "log.cleaner.backoff.ms",
                Long.toString(Math.min(CLEANER_BACKOFF, lag.toMillis() / 10)));
    }
}
