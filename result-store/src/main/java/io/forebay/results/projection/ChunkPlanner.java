package io.forebay.results.projection;

import com.google.protobuf.InvalidProtocolBufferException;
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
final class ChunkPlanner implements Planning {

    private static final Logger LOG = LoggerFactory.getLogger(ChunkPlanner.class);

    private final Translation translation;
    private final ProjectionConfig config;
    private final InstantSource clock;

    ChunkPlanner(Translation translation, ProjectionConfig config, InstantSource clock) {
        this.translation = translation;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public List<Chunk> plan(List<ConsumerRecord<String, byte[]>> records) {
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
    private final class Building implements Translation.Changes {

        private final Map<String, ViewChange> changes = new LinkedHashMap<>();
        private final LinkedHashMap<String, Boolean> changedIds = new LinkedHashMap<>();
        private final List<Chunk.Traced> traced = new ArrayList<>();
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
            try {
                translation.translate(read, now, this);
            } catch (InvalidProtocolBufferException e) {
                unreadable(read, e);
            }
        }

        /** Waiting for better would hide every job behind it; readers see the state before. */
        private void unreadable(ConsumerRecord<String, byte[]> read, Exception cause) {
            unreadable++;
            LOG.atError()
                    .addKeyValue("key", read.key())
                    .addKeyValue("partition", read.partition())
                    .addKeyValue("offset", read.offset())
                    .setCause(cause)
                    .log("passed over a state that cannot be read");
        }

        @Override
        public void change(ViewChange change) {
            changes.put(change.slot(), change);
        }

        @Override
        public void put(ViewChange.Put put, String changedId) {
            this.put++;
            change(put);
            changedIds.put(changedId, true);
        }

        @Override
        public void remove(String key, String changedId) {
            removed++;
            change(new ViewChange.Remove(key));
            changedIds.put(changedId, true);
        }

        @Override
        public void traced(Chunk.Traced state) {
            traced.add(state);
        }

        Chunk done() {
            return new Chunk(
                    List.copyOf(changes.values()),
                    List.copyOf(changedIds.keySet()),
                    nextOffset,
                    new Chunk.Tally(put, removed, unreadable),
                    newestTimestamp,
                    traced);
        }

        private static int size(ConsumerRecord<String, byte[]> record) {
            return record.value() == null ? 0 : record.value().length;
        }
    }
}
