package io.forebay.worker.fake;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.AcknowledgementCommitCallback;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A share group of one partition without a broker, by the contract that the real one is tested
 * against ({@link ShareConsumerContract}). Safe for use by several threads.
 */
public final class FakeShareGroup {

    private static final long NO_TIME = -1;

    private final String topic;
    private final long lockNanos;
    private final List<Entry> log = new ArrayList<>();

    private static final class Entry {
        private final byte[] key;
        private final byte @Nullable [] value;
        private @Nullable Member owner;
        private long lockedAt;
        private int deliveries;
        private boolean done;
        private @Nullable AcknowledgeType ended;

        private Entry(byte[] key, byte @Nullable [] value) {
            this.key = key;
            this.value = value;
        }
    }

    public FakeShareGroup(String topic, Duration lock) {
        this.topic = topic;
        this.lockNanos = lock.toNanos();
    }

    public void send(byte @Nullable [] value) {
        send(new byte[0], value);
    }

    public synchronized void send(byte[] key, byte @Nullable [] value) {
        log.add(new Entry(key, value));
    }

    /** Makes it as if the next record had been delivered so often. */
    public synchronized void deliveredBefore(int offset, int times) {
        log.get(offset).deliveries = times;
    }

    /** How a record was acknowledged for good; empty while it was not. */
    public synchronized Optional<AcknowledgeType> ended(int offset) {
        return Optional.ofNullable(log.get(offset).ended);
    }

    /** How many records are done. */
    public synchronized long accepted() {
        return log.stream().filter(entry -> entry.ended == AcknowledgeType.ACCEPT).count();
    }

    /** Whether a member holds the lock of a record. */
    public synchronized boolean isLocked(int offset) {
        return isLocked(log.get(offset));
    }

    public synchronized int deliveries(int offset) {
        return log.get(offset).deliveries;
    }

    /** The locks of all records run out now. */
    public synchronized void endLocks() {
        log.forEach(entry -> entry.owner = null);
    }

    private boolean isLocked(Entry entry) {
        return entry.owner != null && System.nanoTime() - entry.lockedAt < lockNanos;
    }

    private record Assigned(MetricName metricName, Object metricValue) implements Metric {}

    /** Another member. */
    public Member member(int maxPollRecords) {
        return new Member(maxPollRecords);
    }

    /** As Kafka's consumer it is for one thread. */
    public final class Member implements ShareConsumer<byte[], byte[]> {

        private final int maxPollRecords;
        private final Map<Long, ConsumerRecord<byte[], byte[]>> inFlight = new TreeMap<>();
        private final Map<Long, AcknowledgeType> acknowledged = new LinkedHashMap<>();
        private final Map<Long, ConsumerRecord<byte[], byte[]>> renewed = new TreeMap<>();
        private Set<String> topics = Set.of();
        private boolean polled;
        private boolean closed;

        private Member(int maxPollRecords) {
            this.maxPollRecords = maxPollRecords;
        }

        public boolean isClosed() {
            return closed;
        }

        @Override
        public Set<String> subscription() {
            return topics;
        }

        @Override
        public void subscribe(Collection<String> wanted) {
            topics = Set.copyOf(wanted);
        }

        @Override
        public void unsubscribe() {
            topics = Set.of();
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            synchronized (FakeShareGroup.this) {
                if (!acknowledged.keySet().containsAll(inFlight.keySet())) {
                    throw new IllegalStateException("not all records are acknowledged");
                }
                polled = true;
                send();
                if (renewed.isEmpty()) {
                    acquire();
                } else {
                    inFlight.putAll(renewed);
                    renewed.clear();
                }
                return new ConsumerRecords<>(
                        inFlight.isEmpty()
                                ? Map.of()
                                : Map.of(
                                        new TopicPartition(topic, 0),
                                        List.copyOf(inFlight.values())),
                        Map.of());
            }
        }

        private void acquire() {
            for (int offset = 0;
                    offset < log.size() && inFlight.size() < maxPollRecords;
                    offset++) {
                Entry entry = log.get(offset);
                if (!entry.done && !isLocked(entry)) {
                    entry.owner = this;
                    entry.lockedAt = System.nanoTime();
                    entry.deliveries++;
                    inFlight.put((long) offset, record(offset, entry));
                }
            }
        }

        @SuppressWarnings("NullAway") // a tombstone has no value
        private ConsumerRecord<byte[], byte[]> record(int offset, Entry entry) {
            return new ConsumerRecord<>(
                    topic,
                    0,
                    offset,
                    NO_TIME,
                    TimestampType.NO_TIMESTAMP_TYPE,
                    0,
                    0,
                    entry.key,
                    entry.value,
                    new RecordHeaders(),
                    Optional.empty(),
                    Optional.of((short) entry.deliveries));
        }

        @Override
        public void acknowledge(ConsumerRecord<byte[], byte[]> record) {
            acknowledge(record, AcknowledgeType.ACCEPT);
        }

        @Override
        public void acknowledge(ConsumerRecord<byte[], byte[]> record, AcknowledgeType type) {
            if (!inFlight.containsKey(record.offset())) {
                throw new IllegalStateException("The record cannot be acknowledged.");
            }
            acknowledged.put(record.offset(), type);
        }

        @Override
        public void acknowledge(String name, int partition, long offset, AcknowledgeType type) {
            throw new UnsupportedOperationException("by record");
        }

        /** Sends what is acknowledged; what has lost its lock is refused. */
        private void send() {
            acknowledged.forEach((offset, type) -> {
                ConsumerRecord<byte[], byte[]> record = inFlight.remove(offset);
                Entry entry = log.get(Math.toIntExact(offset));
                if (record == null || entry.owner != this || !isLocked(entry)) {
                    return;
                }
                switch (type) {
                    case RENEW -> {
                        entry.lockedAt = System.nanoTime();
                        renewed.put(offset, record);
                    }
                    case RELEASE -> entry.owner = null;
                    case ACCEPT, REJECT -> {
                        entry.owner = null;
                        entry.done = true;
                        entry.ended = type;
                    }
                }
            });
            acknowledged.clear();
        }

        @Override
        public Map<TopicIdPartition, Optional<KafkaException>> commitSync() {
            synchronized (FakeShareGroup.this) {
                send();
                return Map.of();
            }
        }

        @Override
        public Map<TopicIdPartition, Optional<KafkaException>> commitSync(Duration timeout) {
            return commitSync();
        }

        @Override
        public void commitAsync() {
            var _ = commitSync();
        }

        @Override
        public void setAcknowledgementCommitCallback(
                @Nullable AcknowledgementCommitCallback callback) {}

        @Override
        public Uuid clientInstanceId(Duration timeout) {
            return Uuid.ZERO_UUID;
        }

        @Override
        public Optional<Integer> acquisitionLockTimeoutMs() {
            return Optional.of((int) Duration.ofNanos(lockNanos).toMillis());
        }

        @Override
        public Map<MetricName, ? extends Metric> metrics() {
            MetricName assigned = new MetricName("rebalance-total", "", "", Map.of());
            return Map.of(assigned, new Assigned(assigned, polled ? 1.0 : 0.0));
        }

        @Override
        public void registerMetricForSubscription(KafkaMetric metric) {}

        @Override
        public void unregisterMetricFromSubscription(KafkaMetric metric) {}

        @Override
        public void close() {
            close(Duration.ZERO);
        }

        @Override
        public void close(Duration timeout) {
            synchronized (FakeShareGroup.this) {
                send();
                Set<Member> gone = new HashSet<>(Set.of(this));
                log.stream()
                        .filter(entry -> entry.owner != null && gone.contains(entry.owner))
                        .forEach(entry -> entry.owner = null);
                closed = true;
            }
        }

        @Override
        public void wakeup() {}
    }
}
