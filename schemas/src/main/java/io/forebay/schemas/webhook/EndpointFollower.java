package io.forebay.schemas.webhook;

import io.forebay.schemas.topic.TopicFollower;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.EndpointRecord;
import io.forebay.schemas.wire.EndpointStanding;
import io.forebay.schemas.wire.WebhookEndpoint;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows {@code forebay.webhook-endpoints}. Reading is safe from any thread. */
public final class EndpointFollower implements Endpoints, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EndpointFollower.class);
    private static final String STANDING = "/standing";

    private final Map<String, Map<String, Endpoint>> byTenant = new ConcurrentHashMap<>();
    private final Map<String, EndpointRecord> records = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TopicFollower<EndpointRecord> log;

    private EndpointFollower(Map<String, Object> kafka) {
        log = TopicFollower.start(Topics.WEBHOOK_ENDPOINTS, kafka, this::accept);
    }

    /**
     * Reads what is there so far, then follows in the background.
     *
     * @param kafka client properties, at least {@code bootstrap.servers}
     */
    public static EndpointFollower start(Map<String, Object> kafka) {
        return new EndpointFollower(kafka);
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
        log.close();
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
