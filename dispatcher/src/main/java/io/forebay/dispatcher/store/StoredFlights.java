package io.forebay.dispatcher.store;

import io.forebay.dispatcher.flight.Flight;
import io.forebay.dispatcher.flight.Flights;
import io.forebay.dispatcher.record.FlightRecord;
import io.forebay.schemas.id.FlightKey;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;

/** Flights by their key. Confined to the partition's thread. */
public final class StoredFlights implements Flights {

    private final KeyValueStore<byte[], FlightRecord> store;

    StoredFlights(KeyValueStore<byte[], FlightRecord> store) {
        this.store = store;
    }

    @Override
    public Optional<Flight> find(FlightKey key) {
        return Optional.ofNullable(store.get(key.toByteArray()))
                .map(record -> FlightRecords.read(key, record));
    }

    @Override
    public void keep(Flight flight) {
        store.put(flight.key().toByteArray(), FlightRecords.write(flight));
    }

    @Override
    public void drop(FlightKey key) {
        store.delete(key.toByteArray());
    }

    /** Shows all flights. */
    public void each(Consumer<Flight> visitor) {
        try (var entries = store.all()) {
            entries.forEachRemaining(entry ->
                    visitor.accept(FlightRecords.read(FlightKey.of(entry.key), entry.value)));
        }
    }
}
