package io.forebay.standalone;

import io.forebay.standalone.broker.BrokerPorts;
import io.forebay.standalone.broker.EmbeddedKafka;
import io.forebay.standalone.home.Home;
import io.forebay.standalone.redis.EmbeddedRedis;
import java.nio.file.Path;

/** A broker that can be stopped and started again, and a Redis, without services. */
final class Servers implements AutoCloseable {

    private final Home home;
    private final BrokerPorts ports = new BrokerPorts(FreePorts.any(), FreePorts.any());
    private final EmbeddedRedis redis;
    private EmbeddedKafka kafka;

    Servers(Path directory) {
        home = Home.open(directory);
        kafka = EmbeddedKafka.start(home.kafka(), ports);
        redis = EmbeddedRedis.start(home.redis(), FreePorts.any(), System.getenv("PATH"));
    }

    Home home() {
        return home;
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    String redisAddress() {
        return redis.address();
    }

    void stopBroker() {
        kafka.close();
    }

    void startBroker() {
        kafka = EmbeddedKafka.start(home.kafka(), ports);
    }

    @Override
    public void close() {
        kafka.close();
        redis.close();
        home.close();
    }
}
