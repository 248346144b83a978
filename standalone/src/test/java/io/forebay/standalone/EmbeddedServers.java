package io.forebay.standalone;

import io.forebay.standalone.broker.BrokerPorts;
import io.forebay.standalone.broker.EmbeddedKafka;
import io.forebay.standalone.home.Home;
import io.forebay.standalone.redis.EmbeddedRedis;

/** A broker in this process, and a Redis beside it. */
final class EmbeddedServers implements Servers {

    private final Home home;
    private final BrokerPorts ports = new BrokerPorts(FreePorts.any(), FreePorts.any());
    private final int redisPort = FreePorts.any();
    private EmbeddedRedis redis;
    private EmbeddedKafka kafka;

    private EmbeddedServers(Home home) {
        this.home = home;
        kafka = EmbeddedKafka.start(home.kafka(), ports);
        redis = EmbeddedRedis.start(home.redis(), redisPort, System.getenv("PATH"));
    }

    static EmbeddedServers start(Home home) {
        return new EmbeddedServers(home);
    }

    @Override
    public Home home() {
        return home;
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
    public void stopBroker() {
        kafka.close();
    }

    @Override
    public void startBroker() {
        kafka = EmbeddedKafka.start(home.kafka(), ports);
    }

    /** As the kernel's out-of-memory killer would. */
    void killRedis() {
        ProcessHandle.of(redis.pid())
                .ifPresent(process -> {
                    process.destroyForcibly();
                    process.onExit().join();
                });
    }

    /** Another one, which knows nothing, in its place. */
    void startEmptyRedis() {
        redis =
                EmbeddedRedis.start(
                        home.redis().resolve("after-" + redis.pid()),
                        redisPort,
                        System.getenv("PATH"));
    }

    @Override
    public void close() {
        kafka.close();
        redis.close();
        home.close();
    }
}
