package io.forebay.dispatcher.store;

import io.forebay.dispatcher.retry.HeldWork;
import io.forebay.schemas.wire.WorkItem;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Work by the time when it is due. Confined to the partition's thread.
 *
 * <p>Remembers from where on there can be anything: the store is a queue, and a scan from its
 * beginning would pass over everything that was ever released, until RocksDB compacts it.
 */
public final class StoredWork implements HeldWork {

    private final KeyValueStore<byte[], WorkItem> store;
    private long from;
    private long next;

    StoredWork(KeyValueStore<byte[], WorkItem> store) {
        this.store = store;
        lookFor();
    }

    @Override
    public void hold(long dueAt, WorkItem item) {
        store.put(key(dueAt, item), item);
        from = Math.min(from, dueAt);
        next = Math.min(next, dueAt);
    }

    @Override
    public void release(long now, int most, Consumer<WorkItem> receiver) {
        if (next > now) {
            return;
        }
        try (var entries = store.range(time(from), time(now + 1))) {
            for (int released = 0; released < most && entries.hasNext(); released++) {
                var entry = entries.next();
                store.delete(entry.key);
                from = ByteBuffer.wrap(entry.key).getLong();
                receiver.accept(entry.value);
            }
        }
        lookFor();
    }

    @Override
    public long nextDue() {
        return next;
    }

    private void lookFor() {
        byte @Nullable [] first;
        try (var entries = store.range(time(from), null)) {
            first = entries.hasNext() ? entries.peekNextKey() : null;
        }
        next = first == null ? Long.MAX_VALUE : ByteBuffer.wrap(first).getLong();
    }

    private static byte[] key(long dueAt, WorkItem item) {
        return ByteBuffer.allocate(Long.BYTES + item.getFlightKey().size())
                .putLong(dueAt)
                .put(item.getFlightKey().asReadOnlyByteBuffer())
                .array();
    }

    private static byte[] time(long millis) {
        return ByteBuffer.allocate(Long.BYTES).putLong(millis).array();
    }
}
