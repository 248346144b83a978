package io.forebay.standalone.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.utils.Time;

/**
 * What a killed broker left behind, which is its registration. Until that times out the next one
 * believes itself leader of every partition, completes the transactions it finds open, and then,
 * when the old registration ends and no partition has a leader for a moment, takes the partitions
 * for deleted and writes no marker to them: the transactions are over and their records stay open
 * for ever (Kafka 4.3.1; seen with every kill during a transaction). So the controller starts alone
 * first and strikes the old registration out. It also saves the wait for its timeout.
 */
final class Killed {

    private static final String CLEAN_SHUTDOWN = ".kafka_cleanshutdown";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Killed() {}

    /** Whether a broker ran there and was not shut down. */
    static boolean ran(Path logDirectory) {
        return Files.exists(logDirectory.resolve("meta.properties"))
                && !Files.exists(logDirectory.resolve(CLEAN_SHUTDOWN));
    }

    /**
     * Takes the registration out; returns when that is recorded.
     *
     * @throws IllegalStateException when the controller does not do so in time
     */
    static void strikeOut(BrokerSettings settings) {
        KafkaRaftServer controller =
                new KafkaRaftServer(
                        KafkaConfig.fromProps(settings.toControllerProperties(), false),
                        Time.SYSTEM);
        controller.startup();
        try (Admin admin =
                Admin.create(
                        Map.of(
                                AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG,
                                "127.0.0.1:" + settings.ports().controller()))) {
            admin.unregisterBroker(settings.nodeId())
                    .all()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
                throw failed(settings, e);
            }
        } catch (TimeoutException e) {
            throw failed(settings, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(settings, e);
        } finally {
            controller.shutdown();
            controller.awaitShutdown();
        }
    }

    private static IllegalStateException failed(BrokerSettings settings, Throwable cause) {
        return new IllegalStateException(
                "the broker in %s was killed, and its registration could not be struck out"
                        .formatted(settings.logDirectory()),
                cause);
    }
}
