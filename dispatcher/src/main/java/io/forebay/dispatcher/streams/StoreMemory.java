package io.forebay.dispatcher.streams;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory that all RocksDB stores of the process share, so that more partitions do not need
 * more. Write buffers count against the block cache. Safe for use by several threads.
 */
public final class StoreMemory implements AutoCloseable {

    private static final long MIB = 1024 * 1024;

    private final Cache blocks;
    private final WriteBufferManager writeBuffers;

    public StoreMemory(StateConfig config) {
        RocksDB.loadLibrary();
        blocks = new LRUCache(config.memoryMib() * MIB);
        writeBuffers = new WriteBufferManager(config.writeBufferMib() * MIB, blocks);
    }

    Cache blocks() {
        return blocks;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    @Override
    public void close() {
        writeBuffers.close();
        blocks.close();
    }
}
