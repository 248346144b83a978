package io.forebay.results.projection;

import io.forebay.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A consumer of a log that can be read again and again, unlike that of {@link MockConsumer}. */
final class LogConsumer extends MockConsumer<String, byte[]> {

    private final Log log;
    private int pollLimit = Integer.MAX_VALUE;
    private boolean brokersAway;

    LogConsumer(Log log) {
        super("earliest");
        this.log = log;
    }

    /** What lies in Kafka; several consumers may read it. */
    static final class Log {

        private final Map<Integer, TreeMap<Long, ConsumerRecord<String, byte[]>>> records =
                new HashMap<>();
        private final Map<Integer, Long> ends = new HashMap<>();
        private final Map<Integer, Long> begins = new HashMap<>();

        long append(int partition, String key, byte @Nullable [] value) {
            long offset = end(partition);
            records.computeIfAbsent(partition, _ -> new TreeMap<>())
                    .put(
                            offset,
                            new ConsumerRecord<>(
                                    Topics.JOB_STATES.name(), partition, offset, key, value));
            ends.put(partition, offset + 1);
            return offset;
        }

        /** An offset that no reader sees. */
        void marker(int partition) {
            ends.merge(partition, 1L, Long::sum);
        }

        void deleteBefore(int partition, long offset) {
            begins.put(partition, offset);
            records.getOrDefault(partition, new TreeMap<>()).headMap(offset).clear();
        }

        void recreate(int partition) {
            records.remove(partition);
            ends.remove(partition);
            begins.remove(partition);
        }

        long end(int partition) {
            return ends.getOrDefault(partition, 0L);
        }

        long begin(int partition) {
            return begins.getOrDefault(partition, 0L);
        }
    }

    /** Of each partition, at most so many records in one poll. */
    void limitPolls(int records) {
        this.pollLimit = records;
    }

    void brokersAway(boolean away) {
        this.brokersAway = away;
    }

    void assignPartitions(Integer... partitions) {
        List<TopicPartition> assigned = new ArrayList<>();
        for (int partition : partitions) {
            assigned.add(new TopicPartition(Topics.JOB_STATES.name(), partition));
        }
        rebalance(assigned);
    }

    @Override
    public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
        super.poll(timeout);
        Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> read = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (TopicPartition partition : assignment()) {
            if (!paused().contains(partition)) {
                poll(partition, read, next);
            }
        }
        return new ConsumerRecords<>(read, next);
    }

    private void poll(
            TopicPartition partition,
            Map<TopicPartition, List<ConsumerRecord<String, byte[]>>> read,
            Map<TopicPartition, OffsetAndMetadata> next) {
        int number = partition.partition();
        long from = position(partition);
        if (from > log.end(number) || from < log.begin(number)) {
            // auto.offset.reset=earliest
            from = log.begin(number);
        }
        List<ConsumerRecord<String, byte[]>> records =
                log.records.getOrDefault(number, new TreeMap<>()).tailMap(from).values().stream()
                        .limit(pollLimit)
                        .toList();
        long to = records.size() == pollLimit ? records.getLast().offset() + 1 : log.end(number);
        if (to > from) {
            seek(partition, to);
            next.put(partition, new OffsetAndMetadata(to));
            if (!records.isEmpty()) {
                read.put(partition, records);
            }
        }
    }

    @Override
    public synchronized Map<TopicPartition, Long> beginningOffsets(
            Collection<TopicPartition> partitions) {
        return offsets(partitions, true);
    }

    @Override
    public synchronized Map<TopicPartition, Long> endOffsets(
            Collection<TopicPartition> partitions) {
        return offsets(partitions, false);
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, boolean begin) {
        if (brokersAway) {
            throw new TimeoutException("the brokers are away");
        }
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            int number = partition.partition();
            offsets.put(partition, begin ? log.begin(number) : log.end(number));
        }
        return offsets;
    }
}
