package io.forebay.dispatcher.streams;

import static java.util.Objects.requireNonNull;

import io.forebay.dispatcher.forget.ForgetfulStores;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * Makes every store live in the shared {@link StoreMemory}, and forget in time where it has to.
 * Kafka Streams makes one per store.
 */
public final class StoreSettings implements RocksDBConfigSetter {

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        StoreMemory memory = (StoreMemory) requireNonNull(configs.get(StreamsProperties.MEMORY));
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.blocks());
        // Else indexes and filters are held outside the cache, without any bound.
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.writeBuffers());
        ((ForgetfulStores) requireNonNull(configs.get(ForgetfulStores.NAME)))
                .configure(storeName, options);
    }

    @Override
    public void close(String storeName, Options options) {
        // The memory is shared, and outlives each store.
    }
}
