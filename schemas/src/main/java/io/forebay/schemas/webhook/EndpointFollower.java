package io.forebay.schemas.webhook;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.EndpointRecord;
import io.forebay.schemas.wire.EndpointStanding;
import io.forebay.schemas.wire.WebhookEndpoint;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code forebay.webhook-endpoints} on a thread of its own. Reading is safe from any
 * thread.
 */
public final class EndpointFollower implements Endpoints, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EndpointFollower.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final TopicPartition PARTITION =
            new TopicPartition(Topics.WEBHOOK_ENDPOINTS.name(), 0);
    private static final String STANDING = "/standing";

    private final KafkaConsumer<String, EndpointRecord> consumer;
    private final Map<String, Map<String, Endpoint>> byTenant = new ConcurrentHashMap<>();
    private final Map<String, EndpointRecord> records = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Thread thread;

    private EndpointFollower(KafkaConsumer<String, EndpointRecord> consumer) {
        this.consumer = consumer;
        this.thread = Thread.ofPlatform().name("forebay-endpoints").unstarted(this::follow);
    }

    /**
     * Reads what is there so far, then follows in the background.
     *
     * @param kafka client properties, at least {@code bootstrap.servers}
     */
    public static EndpointFollower start(Map<String, Object> kafka) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        EndpointFollower follower =
                new EndpointFollower(
                        new KafkaConsumer<>(
                                properties,
                                new StringDeserializer(),
                                Topics.WEBHOOK_ENDPOINTS.value().deserializer()));
        follower.catchUp();
        follower.thread.start();
        return follower;
    }

    /** The record's key of a definition. */
    public static String key(String tenant, String id) {
        return Endpoint.owner(tenant, id);
    }

    /** The record's key of a standing. */
    public static String standingKey(String tenant, String id) {
        return key(tenant, id) + STANDING;
    }

    @Override
    public Collection<Endpoint> of(String tenant) {
        return byTenant.getOrDefault(tenant, Map.of()).values();
    }

    @Override
    public Optional<Endpoint> find(String tenant, String id) {
        return Optional.ofNullable(byTenant.getOrDefault(tenant, Map.of()).get(id));
    }

    @Override
    public boolean await(String tenant, String id, long revision, Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        lock.lock();
        try {
            while (find(tenant, id)
                    .filter(found -> found.definition().getRevision() >= revision)
                    .isEmpty()) {
                if (changed.awaitNanos(until - System.nanoTime()) <= 0) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void catchUp() {
        consumer.assign(List.of(PARTITION));
        consumer.seekToBeginning(List.of(PARTITION));
        long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
        while (consumer.position(PARTITION) < end) {
            consumer.poll(POLL).forEach(this::accept);
        }
    }

    private void follow() {
        try (consumer) {
            while (true) {
                consumer.poll(POLL).forEach(this::accept);
            }
        } catch (WakeupException e) {
            LOG.atDebug().log("stopped following webhook endpoints");
        }
    }

    private void accept(ConsumerRecord<String, EndpointRecord> read) {
        EndpointRecord before =
                read.value() == null
                        ? records.remove(read.key())
                        : records.put(read.key(), read.value());
        EndpointRecord about = read.value() == null ? before : read.value();
        if (about != null) {
            apply(read.key(), about);
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void apply(String key, EndpointRecord about) {
        switch (about.getRecordCase()) {
            case ENDPOINT -> renew(about.getEndpoint().getTenant(), about.getEndpoint().getId());
            case STANDING -> renew(about.getStanding().getTenant(), about.getStanding().getId());
            case RECORD_NOT_SET -> LOG.atWarn().addKeyValue("key", key).log("an unknown record");
        }
    }

    private void renew(String tenant, String id) {
        EndpointRecord definition = records.get(key(tenant, id));
        EndpointRecord standing = records.get(standingKey(tenant, id));
        Map<String, Endpoint> all = new TreeMap<>(byTenant.getOrDefault(tenant, Map.of()));
        if (definition == null) {
            all.remove(id);
        } else {
            all.put(id, endpoint(definition.getEndpoint(), standing));
        }
        if (all.isEmpty()) {
            byTenant.remove(tenant);
        } else {
            byTenant.put(tenant, java.util.Collections.unmodifiableMap(all));
        }
    }

    private static Endpoint endpoint(
            WebhookEndpoint definition,
            @org.jspecify.annotations.Nullable EndpointRecord standing) {
        return new Endpoint(
                definition,
                standing == null ? EndpointStanding.getDefaultInstance() : standing.getStanding());
    }
}
