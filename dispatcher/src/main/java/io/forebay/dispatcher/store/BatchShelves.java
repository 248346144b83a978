package io.forebay.dispatcher.store;

import io.forebay.dispatcher.record.LineRecord;
import io.forebay.schemas.topic.ProtobufSerde;
import io.forebay.schemas.wire.BatchState;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The stores of one partition of the batches. {@code batches}: batch id to batch. {@code
 * batch-lines}: batch id and line number to the line's newest job.
 */
public record BatchShelves(StoredBatches batches, StoredLines lines) {

    static final String BATCHES = "batches";
    static final String LINES = "batch-lines";

    public static Set<StoreBuilder<?>> builders() {
        Set<StoreBuilder<?>> shelves = new LinkedHashSet<>();
        shelves.add(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(BATCHES),
                        Serdes.String(),
                        new ProtobufSerde<>(BatchState.parser())));
        shelves.add(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(LINES),
                        Serdes.ByteArray(),
                        new ProtobufSerde<>(LineRecord.parser())));
        return shelves;
    }

    /** The stores of the partition that a processor works for. */
    public static BatchShelves open(ProcessingContext context) {
        KeyValueStore<String, BatchState> batches = context.getStateStore(BATCHES);
        KeyValueStore<byte[], LineRecord> lines = context.getStateStore(LINES);
        return new BatchShelves(new StoredBatches(batches), new StoredLines(lines));
    }
}
