package io.forebay.dispatcher.topology;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.MessageLite;
import io.forebay.dispatcher.batch.BatchDesk;
import io.forebay.dispatcher.meter.DispatcherMeters;
import io.forebay.dispatcher.store.BatchShelves;
import io.forebay.schemas.wire.BatchEvent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Brings the records and the hours of one partition before its batch desk. Confined to the
 * partition's thread.
 */
final class BatchReduction implements Processor<String, BatchEvent, Object, MessageLite> {

    private static final Duration TICK = Duration.ofMillis(50);

    private final InstantSource clock;
    private final DispatcherMeters meters;
    private @Nullable BatchDesk desk;
    private @Nullable Alarm alarm;

    private BatchReduction(InstantSource clock, DispatcherMeters meters) {
        this.clock = clock;
        this.meters = meters;
    }

    /** Makes the processor of each partition, with its stores. */
    record Supplier(InstantSource clock, DispatcherMeters meters)
            implements ProcessorSupplier<String, BatchEvent, Object, MessageLite> {

        @Override
        public Processor<String, BatchEvent, Object, MessageLite> get() {
            return new BatchReduction(clock, meters);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return BatchShelves.builders();
        }
    }

    @Override
    public void init(ProcessorContext<Object, MessageLite> context) {
        BatchShelves shelves = BatchShelves.open(context);
        BatchDesk restored =
                new BatchDesk(
                        shelves.batches(), shelves.lines(), new BatchForwards(context, clock));
        restored.restore(shelves.batches()::each, clock.millis());
        desk = restored;
        alarm = new Alarm(context, TICK, this::tick);
        wake(clock.millis());
    }

    @Override
    public void process(Record<String, BatchEvent> record) {
        long now = clock.millis();
        boolean known = record.value() != null && desk().apply(record.value(), now);
        meters.batchEvent(known);
        wake(now);
    }

    private void tick() {
        long now = clock.millis();
        desk().tick(now);
        wake(now);
    }

    private void wake(long now) {
        requireNonNull(alarm, "not initialised").notLaterThan(desk().nextTick(), now);
    }

    private BatchDesk desk() {
        return requireNonNull(desk, "not initialised");
    }
}
