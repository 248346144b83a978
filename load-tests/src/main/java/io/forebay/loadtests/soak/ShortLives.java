package io.forebay.loadtests.soak;

import static org.apache.kafka.clients.admin.AlterConfigOp.OpType.SET;
import static org.apache.kafka.common.config.ConfigResource.Type.TOPIC;

import io.forebay.loadtests.cluster.Role;
import io.forebay.loadtests.cluster.Tuning;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/**
 * A cluster in which everything that is kept is kept for minutes, so that an hour shows a plateau.
 */
final class ShortLives {

    /**
     * Jobs and results, from their end. No shorter: half of it is the time within which a key is
     * the same job while Redis is away.
     */
    static final Duration JOBS = Duration.ofMinutes(10);

    /** Results that answer further jobs. */
    static final Duration CACHED = Duration.ofMinutes(1);

    /** Records that brokers keep by age; longer than any job is read. */
    static final Duration RECORDS = Duration.ofMinutes(15);

    private static final String FORGOTTEN_AFTER = "delete.retention.ms";
    private static final String SEGMENT = Integer.toString(4 << 20);

    private ShortLives() {}

    /** Longer than anything is kept: a third of a run, and not before all plateaus. */
    static Duration warmUp(Duration run) {
        Duration third = run.dividedBy(3);
        Duration plateau = RECORDS.plusMinutes(3);
        return third.compareTo(plateau) > 0 ? third : plateau;
    }

    static Tuning tuning() {
        return new Tuning(
                Map.of(
                        Role.BROKER, broker(),
                        Role.DISPATCHER,
                                Map.of(
                                        "purge.enabled", "true",
                                        "purge.after", "30s",
                                        "purge.interval", "5s",
                                        "timing.payload-grace", "60s"),
                        Role.RESULTS,
                                Map.of(
                                        "projection.open-job-ttl", "300s",
                                        "projection.deleted-job-ttl", "300s"),
                        Role.WORKER, Map.of("withdrawals.keep", "60s"),
                        Role.INGEST, Map.of("jobs.retention", JOBS.toSeconds() + "s")),
                // The whole heap from the start: what is resident beyond it is native memory.
                List.of("-Xms320m", "-XX:+AlwaysPreTouch"));
    }

    /**
     * Has what was deleted from compacted topics forgotten after a minute. Not that of Kafka's own
     * topics: a group coordinator that loads while records go which it still needs does not come up
     * (KAFKA-21117), and a day is long enough that this does not happen.
     */
    static void forgetSoon(String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Map<ConfigResource, Config> topics =
                    admin.describeConfigs(
                                    admin.listTopics().names().get().stream()
                                            .filter(name -> name.startsWith("forebay."))
                                            .map(name -> new ConfigResource(TOPIC, name))
                                            .toList())
                            .all()
                            .get();
            Map<ConfigResource, Collection<AlterConfigOp>> wishes = new HashMap<>();
            topics.forEach((topic, config) -> {
                boolean compacted = config.get("cleanup.policy").value().equals("compact");
                if (compacted && config.get(FORGOTTEN_AFTER).isDefault()) {
                    wishes.put(
                            topic,
                            List.of(
                                    new AlterConfigOp(
                                            new ConfigEntry(FORGOTTEN_AFTER, "60000"), SET)));
                }
            });
            admin.incrementalAlterConfigs(wishes).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics' settings cannot be changed", e);
        }
    }

    /** Small segments, and a cleaner that is soon there: what is deleted goes by whole segments. */
    private static Map<String, String> broker() {
        return Map.of(
                "log.segment.bytes",
                SEGMENT,
                "log.roll.ms",
                "120000",
                "offsets.topic.segment.bytes",
                SEGMENT,
                "transaction.state.log.segment.bytes",
                SEGMENT,
                "log.cleaner.backoff.ms",
                "5000",
                "log.cleaner.min.cleanable.ratio",
                "0.3");
    }
}
