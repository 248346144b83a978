package io.forebay.dispatcher.forget;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.internals.RocksDBStore;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBatchInterface;

/**
 * A RocksDB store whose deletions reach its files in time. RocksDB keeps them in memory until that
 * is full, which in a quiet partition it never is, and what they delete stays in older files until
 * then. Streams shows nobody the database, and has no word for "write it down": so this writes a
 * deletion of a range in which there is nothing, and {@link ForgetfulStores#configure} has each of
 * those written down at once.
 *
 * <p>Safe for use by the partition's thread and one other.
 */
final class ForgetfulStore extends RocksDBStore {

    /** Longer than any key, and greater: nothing can be behind it. */
    private static final byte[] BEYOND = beyond(1_024);

    private static final byte[] FAR_BEYOND = beyond(1_025);

    private boolean written;
    private boolean onceMore;

    ForgetfulStore(String name) {
        super(name, "rocksdb");
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        super.init(context, root);
        ForgetfulStores stores =
                (ForgetfulStores) requireNonNull(context.appConfigs().get(ForgetfulStores.NAME));
        stores.opened(this);
        synchronized (this) {
            // Of what was written before the last end, nothing is known.
            written = true;
        }
    }

    @Override
    public synchronized void put(Bytes key, byte @Nullable [] value) {
        written = true;
        super.put(key, value);
    }

    @Override
    public synchronized void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        written = true;
        super.putAll(entries);
    }

    /** What is restored, and what a standby is told. */
    @Override
    public synchronized void write(WriteBatchInterface batch) throws RocksDBException {
        written = true;
        super.write(batch);
    }

    /**
     * Writes down what was written since the last time, and once more after that: only what is some
     * time old is compacted, and RocksDB looks for it when something is written down.
     *
     * @return false when the store is closed, and will not come back
     */
    synchronized boolean forget() throws RocksDBException {
        if (!isOpen()) {
            return false;
        }
        if (written || onceMore) {
            try (WriteBatch nothing = new WriteBatch()) {
                nothing.deleteRange(BEYOND, FAR_BEYOND);
                super.write(nothing);
            }
            onceMore = written;
            written = false;
        }
        return true;
    }

    private static byte[] beyond(int length) {
        byte[] key = new byte[length];
        Arrays.fill(key, (byte) 0xff);
        return key;
    }
}
