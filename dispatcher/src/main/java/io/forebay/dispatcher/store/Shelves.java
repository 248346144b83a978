package io.forebay.dispatcher.store;

import io.forebay.dispatcher.flight.Ledgers;
import io.forebay.dispatcher.forget.ForgetfulStores;
import io.forebay.dispatcher.record.ClaimRecord;
import io.forebay.dispatcher.record.FlightRecord;
import io.forebay.dispatcher.record.OpenJobRecord;
import io.forebay.schemas.topic.ProtobufSerde;
import io.forebay.schemas.wire.WorkItem;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The stores of one partition: RocksDB on the local disk, and a changelog in Kafka each.
 *
 * <p>{@code flights}: flight key to flight. {@code waiters}: route and job id to open job. {@code
 * ended}: id of an ended idempotent job to the time until which it is remembered. {@code retries}:
 * due time and flight key to work. {@code claims}: flight key and job id to payloads, and payload
 * to how many jobs name it.
 */
public record Shelves(
        StoredFlights flights, StoredJobs jobs, StoredWork work, StoredClaims claims) {

    static final String FLIGHTS = "flights";
    static final String WAITERS = "waiters";
    static final String ENDED = "ended";
    static final String RETRIES = "retries";
    static final String CLAIMS = "claims";

    public static Set<StoreBuilder<?>> builders() {
        // In this order always: the description of the topology shows it.
        Set<StoreBuilder<?>> shelves = new LinkedHashSet<>();
        shelves.add(shelf(FLIGHTS, new ProtobufSerde<>(FlightRecord.parser())));
        shelves.add(shelf(WAITERS, new ProtobufSerde<>(OpenJobRecord.parser())));
        shelves.add(shelf(ENDED, Serdes.Long()));
        shelves.add(shelf(RETRIES, new ProtobufSerde<>(WorkItem.parser())));
        shelves.add(shelf(CLAIMS, new ProtobufSerde<>(ClaimRecord.parser())));
        return shelves;
    }

    /** The stores in which inputs, results or metadata of jobs lie. */
    public static Set<String> carrying() {
        return Set.of(FLIGHTS, WAITERS, RETRIES);
    }

    /** The stores of the partition that a processor works for. */
    public static Shelves open(ProcessingContext context) {
        KeyValueStore<byte[], OpenJobRecord> waiters = context.getStateStore(WAITERS);
        KeyValueStore<byte[], Long> ended = context.getStateStore(ENDED);
        return new Shelves(
                new StoredFlights(context.getStateStore(FLIGHTS)),
                new StoredJobs(waiters, ended),
                new StoredWork(context.getStateStore(RETRIES)),
                new StoredClaims(context.getStateStore(CLAIMS)));
    }

    public Ledgers ledgers() {
        return new Ledgers(flights, jobs, work, claims);
    }

    private static <V> StoreBuilder<KeyValueStore<byte[], V>> shelf(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(
                carrying().contains(name)
                        ? ForgetfulStores.supplier(name)
                        : Stores.persistentKeyValueStore(name),
                Serdes.ByteArray(),
                values);
    }
}
