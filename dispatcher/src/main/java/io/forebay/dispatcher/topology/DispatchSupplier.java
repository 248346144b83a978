package io.forebay.dispatcher.topology;

import com.google.protobuf.MessageLite;
import io.forebay.dispatcher.meter.DispatcherMeters;
import io.forebay.dispatcher.store.Shelves;
import io.forebay.dispatcher.timer.TimingConfig;
import io.forebay.dispatcher.trace.JobSpans;
import java.time.InstantSource;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Makes the processor of each partition, with its stores.
 *
 * @param random shared by the partitions' threads, so it must be safe for that
 */
public record DispatchSupplier(
        TimingConfig timing,
        InstantSource clock,
        RandomGenerator random,
        WorkTopics workTopics,
        DispatcherMeters meters,
        JobSpans spans,
        Progress progress)
        implements ProcessorSupplier<byte[], MessageLite, Object, MessageLite> {

    @Override
    public Processor<byte[], MessageLite, Object, MessageLite> get() {
        return new Dispatch(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Shelves.builders();
    }
}
