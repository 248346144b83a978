package io.forebay.standalone;

import io.forebay.standalone.broker.BrokerPorts;
import io.forebay.standalone.broker.EmbeddedKafka;
import io.forebay.standalone.home.Home;
import io.forebay.standalone.redis.EmbeddedRedis;
import java.util.concurrent.CompletableFuture;

/** A broker in this process and a Redis beside it, with their data in a home. */
record EmbeddedBackends(EmbeddedKafka kafka, EmbeddedRedis redis) implements Backends {

    /** Where others that are used to a broker and a Redis nearby would not look. */
    private static final int KAFKA_PORT = 19_092;

    private static final int REDIS_PORT = 16_379;

    /**
     * Starts both at once.
     *
     * @param searchPath where {@code redis-server} is looked for, as PATH
     * @throws RuntimeException saying what could not be started; nothing is left running then
     */
    static EmbeddedBackends start(Home home, String searchPath, Stages stages) {
        CompletableFuture<EmbeddedRedis> redis =
                CompletableFuture.supplyAsync(
                        () -> stages.stage("Redis", () -> redis(home, searchPath)));
        Closing closing = new Closing();
        try {
            EmbeddedKafka kafka = closing.add(stages.stage("Kafka broker", () -> kafka(home)));
            return new EmbeddedBackends(kafka, redis.join());
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
        redis.close();
    }

    private static EmbeddedKafka kafka(Home home) {
        return EmbeddedKafka.start(
                home.kafka(), new BrokerPorts(FreePorts.preferring(KAFKA_PORT), FreePorts.any()));
    }

    private static EmbeddedRedis redis(Home home, String searchPath) {
        return EmbeddedRedis.start(home.redis(), FreePorts.preferring(REDIS_PORT), searchPath);
    }
}
