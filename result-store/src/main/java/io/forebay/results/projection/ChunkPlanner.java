package io.forebay.results.projection;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.wire.JobState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns records into chunks that are small enough for one script, since Redis serves nobody else
 * while it runs one.
 */
final class ChunkPlanner {

    private static final int FLIGHT_KEY_BYTES = 32;
    private static final Logger LOG = LoggerFactory.getLogger(ChunkPlanner.class);

    private final RedisKeys keys;
    private final ProjectionConfig config;
    private final Expiry expiry;
    private final InstantSource clock;

    ChunkPlanner(RedisKeys keys, ProjectionConfig config, InstantSource clock) {
        this.keys = keys;
        this.config = config;
        this.expiry = new Expiry(config.openJobTtl());
        this.clock = clock;
    }

    /**
     * @param records of one partition, in log order
     */
    List<Chunk> plan(List<ConsumerRecord<String, byte[]>> records) {
        List<Chunk> chunks = new ArrayList<>();
        Building building = new Building();
        for (ConsumerRecord<String, byte[]> next : records) {
            if (building.isFullBefore(next)) {
                chunks.add(building.done());
                building = new Building();
            }
            building.add(next);
        }
        if (building.records > 0) {
            chunks.add(building.done());
        }
        return chunks;
    }

    /** Confined to one call of {@link #plan}. */
    private final class Building {

        private final Map<String, ViewChange> changes = new LinkedHashMap<>();
        private final LinkedHashMap<String, Boolean> changedIds = new LinkedHashMap<>();
        private final long now = clock.millis();
        private int records;
        private long bytes;
        private int put;
        private int removed;
        private int unreadable;
        private long nextOffset;
        private long newestTimestamp;

        boolean isFullBefore(ConsumerRecord<String, byte[]> next) {
            return records == config.maxBatchRecords()
                    || (records > 0 && bytes + size(next) > config.maxBatchBytes());
        }

        void add(ConsumerRecord<String, byte[]> read) {
            records++;
            bytes += size(read);
            nextOffset = read.offset() + 1;
            newestTimestamp = read.timestamp();
            if (read.key() == null) {
                unreadable(read, new IllegalArgumentException("the record has no key"));
                return;
            }
            String key = keys.job(read.partition(), read.key());
            if (read.value() == null) {
                remove(key, read.key());
                return;
            }
            try {
                put(read, key, UnsafeByteOperations.unsafeWrap(read.value()));
            } catch (InvalidProtocolBufferException e) {
                unreadable(read, e);
            }
        }

        private void put(ConsumerRecord<String, byte[]> read, String key, ByteString value)
                throws InvalidProtocolBufferException {
            JobState job = JobState.parseFrom(value);
            long expiresAt = expiry.of(job, now);
            if (expiresAt <= now) {
                // Not just passed over: an older state of it may have been written before.
                remove(key, read.key());
                return;
            }
            pointer(job, read);
            put++;
            changes.put(key, new ViewChange.Put(key, value, expiresAt));
            changedIds.put(read.key(), true);
        }

        /** So that repeats of the flight are answered by this job. */
        private void pointer(JobState job, ConsumerRecord<String, byte[]> read) {
            if (job.getCacheUntil() <= now || job.getFlightKey().size() != FLIGHT_KEY_BYTES) {
                return;
            }
            FlightKey flight = new FlightKey(job.getFlightKey());
            // A key of another partition's would not be this script's to write.
            if (flight.route().partition(keys.partitions()) == read.partition()) {
                String key = keys.flight(flight);
                ByteString id = ByteString.copyFromUtf8(read.key());
                changes.put(key, new ViewChange.Put(key, id, job.getCacheUntil()));
            }
        }

        /** Waiting for better would hide every job behind it; readers see the state before. */
        private void unreadable(ConsumerRecord<String, byte[]> read, Exception cause) {
            unreadable++;
            LOG.atError()
                    .addKeyValue("jobId", read.key())
                    .addKeyValue("partition", read.partition())
                    .addKeyValue("offset", read.offset())
                    .setCause(cause)
                    .log("passed over a job state that cannot be read");
        }

        private void remove(String key, String jobId) {
            removed++;
            changes.put(key, new ViewChange.Remove(key));
            changedIds.put(jobId, true);
        }

        Chunk done() {
            return new Chunk(
                    List.copyOf(changes.values()),
                    List.copyOf(changedIds.keySet()),
                    nextOffset,
                    new Chunk.Tally(put, removed, unreadable),
                    newestTimestamp);
        }

        private static int size(ConsumerRecord<String, byte[]> record) {
            return record.value() == null ? 0 : record.value().length;
        }
    }
}
