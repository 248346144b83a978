package io.forebay.ingest.admission;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets bulk work in while the dispatcher keeps up with the queue and the bulk lanes are not over
 * their budget.
 *
 * <p>Interactive and bulk jobs enter by one queue, in its order: what lies in it unread is a wait
 * for everybody. So it is looked at often, and bulk work stays outside while more than a little is
 * there. What has passed it waits in the bulk lane, where it is in nobody's way.
 */
public final class KafkaPressure implements Pressure {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaPressure.class);
    private static final Duration FRESH = Duration.ofMillis(50);
    private static final int TIMEOUT_SECONDS = 5;

    private final Admin admin;
    private final Backlog backlog;
    private final Limits limits;
    private final int partitions;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Instant sampledAt = Instant.EPOCH;
    private long unread;

    /**
     * @param dispatcherGroup the dispatcher's application id
     * @param unread records of the queue that the dispatcher may have before it
     * @param waiting flights that may wait in the bulk lane of one model
     */
    public record Limits(String dispatcherGroup, int unread, int waiting) {}

    /**
     * @param partitions of the topics keyed by flight
     */
    public KafkaPressure(
            Admin admin, Backlog backlog, Limits limits, int partitions, InstantSource clock) {
        this.admin = admin;
        this.backlog = backlog;
        this.limits = limits;
        this.partitions = partitions;
        this.clock = clock;
    }

    @Override
    public boolean hasRoom(Set<String> models) {
        boolean lanes =
                models.stream()
                        .allMatch(model ->
                                backlog.of(new ModelLane(model, Lane.BULK)).waiting()
                                        < limits.waiting());
        return lanes && unread() < limits.unread();
    }

    private long unread() {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (Duration.between(sampledAt, now).compareTo(FRESH) >= 0) {
                unread = sample();
                sampledAt = clock.instant();
            }
            return unread;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            // The queue itself says soon enough whether it takes more.
            LOG.atDebug().setCause(e).log("cannot sample the queue");
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        } finally {
            lock.unlock();
        }
    }

    private long sample() throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            latest.put(new TopicPartition(Topics.JOBS.name(), partition), OffsetSpec.latest());
        }
        var committed =
                admin.listConsumerGroupOffsets(limits.dispatcherGroup())
                        .partitionsToOffsetAndMetadata()
                        .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        var ends = admin.listOffsets(latest).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        long sum = 0;
        for (var end : ends.entrySet()) {
            var read = committed.get(end.getKey());
            sum += read == null ? 0 : Math.max(0, end.getValue().offset() - read.offset());
        }
        return sum;
    }
}
