package io.forebay.standalone;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;

/**
 * A broker and a Redis in containers. {@code ./forebay test -Dforebay.test.backends=containers}
 * runs the integration tests on them; without Docker these tests are skipped then, and say so.
 */
final class Containers implements Backends {

    private static final String SWITCH = "forebay.test.backends";
    private static final int REDIS_PORT = 6379;

    private final KafkaContainer kafka =
            new KafkaContainer("apache/kafka:4.4.0")
                    .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                    .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
    private final GenericContainer<?> redis =
            new GenericContainer<>("redis:7.4-alpine").withExposedPorts(REDIS_PORT);

    private Containers() {}

    /** Whether the tests are to run on containers. */
    static boolean areSelected() {
        String backends = System.getProperty(SWITCH, "embedded");
        return switch (backends) {
            case "embedded" -> false;
            case "containers" -> true;
            default ->
                    throw new IllegalArgumentException(
                            "-D%s must be embedded or containers, not '%s'"
                                    .formatted(SWITCH, backends));
        };
    }

    static boolean canRun() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    /** Starts both; the calling test is skipped where there is no Docker. */
    static Containers start() {
        assumeTrue(canRun(), "SKIPPED: no Docker here, so nothing runs on containers");
        Containers containers = new Containers();
        containers.kafka.start();
        containers.redis.start();
        return containers;
    }

    /** The broker answers nobody until it is resumed; its address stays. */
    void pauseBroker() {
        kafka.getDockerClient().pauseContainerCmd(kafka.getContainerId()).exec();
    }

    void resumeBroker() {
        kafka.getDockerClient().unpauseContainerCmd(kafka.getContainerId()).exec();
    }

    @Override
    public String bootstrapServers() {
        return kafka.getBootstrapServers();
    }

    @Override
    public String redisAddress() {
        return "redis://%s:%d".formatted(redis.getHost(), redis.getMappedPort(REDIS_PORT));
    }

    @Override
    public void close() {
        kafka.stop();
        redis.stop();
    }
}
