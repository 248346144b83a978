package io.forebay.dispatcher.store;

import io.forebay.dispatcher.batch.Batches;
import io.forebay.schemas.wire.BatchState;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;

/** Batches by their ids. Confined to the partition's thread. */
public final class StoredBatches implements Batches {

    private final KeyValueStore<String, BatchState> store;

    StoredBatches(KeyValueStore<String, BatchState> store) {
        this.store = store;
    }

    @Override
    public Optional<BatchState> find(String id) {
        return Optional.ofNullable(store.get(id));
    }

    @Override
    public void keep(BatchState batch) {
        store.put(batch.getBatchId(), batch);
    }

    @Override
    public void drop(String id) {
        store.delete(id);
    }

    /** Shows all batches. */
    public void each(Consumer<BatchState> visitor) {
        try (var entries = store.all()) {
            entries.forEachRemaining(entry -> visitor.accept(entry.value));
        }
    }
}
