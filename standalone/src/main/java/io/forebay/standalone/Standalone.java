package io.forebay.standalone;

import io.forebay.standalone.broker.BrokerPorts;
import io.forebay.standalone.broker.EmbeddedKafka;
import io.forebay.standalone.home.Home;
import io.forebay.standalone.redis.EmbeddedRedis;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** A whole Forebay in one process. Safe for use by several threads. */
public final class Standalone implements AutoCloseable {

    /** Where others that are used to a broker and a Redis nearby would not look. */
    private static final int KAFKA_PORT = 19_092;

    private static final int REDIS_PORT = 16_379;

    private final Home home;
    private final EmbeddedRedis redis;
    private final EmbeddedKafka kafka;
    private final RunningServices services;

    private Standalone(
            Home home, EmbeddedRedis redis, EmbeddedKafka kafka, RunningServices services) {
        this.home = home;
        this.redis = redis;
        this.kafka = kafka;
        this.services = services;
    }

    /**
     * Starts everything and returns when jobs are served.
     *
     * @throws RuntimeException saying what could not be started; nothing is left running then
     */
    public static Standalone start(StandaloneConfig config, Stages stages) {
        requireFree(config.port());
        Closing closing = new Closing();
        try {
            Home home = closing.add(Home.open(config.home()));
            CompletableFuture<EmbeddedRedis> redisStart =
                    CompletableFuture.supplyAsync(
                            () -> stages.stage("Redis", () -> redis(home, config)));
            EmbeddedKafka kafka = closing.add(stages.stage("Kafka broker", () -> kafka(home)));
            EmbeddedRedis redis = closing.add(redisStart.join());
            RunningServices services =
                    closing.add(
                            RunningServices.start(
                                    new ServiceConfigs(
                                            config,
                                            home,
                                            LocalTenant.of(home),
                                            kafka.bootstrapServers(),
                                            redis.address()),
                                    stages));
            return new Standalone(home, redis, kafka, services);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    /** Where HTTP is served. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + services.port());
    }

    public String apiKey() {
        return LocalTenant.of(home).apiKey();
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    public String redisAddress() {
        return redis.address();
    }

    /** Stops in the order in which work flows, so that what is under way can end. */
    @Override
    public void close() {
        services.close();
        kafka.close();
        redis.close();
        home.close();
    }

    private static EmbeddedKafka kafka(Home home) {
        return EmbeddedKafka.start(
                home.kafka(), new BrokerPorts(FreePorts.preferring(KAFKA_PORT), FreePorts.any()));
    }

    private static EmbeddedRedis redis(Home home, StandaloneConfig config) {
        return EmbeddedRedis.start(
                home.redis(), FreePorts.preferring(REDIS_PORT), config.searchPath());
    }

    private static void requireFree(int port) {
        if (port != 0 && !FreePorts.isFree(port)) {
            throw new IllegalStateException(
                    "port %d of this machine is taken; set FOREBAY_PORT to another, or to 0 for any free one"
                            .formatted(port));
        }
    }
}
