package io.forebay.dispatcher.topology;

import com.google.protobuf.MessageLite;
import io.forebay.dispatcher.batch.BatchOutbox;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.Cancellation;
import io.forebay.schemas.wire.Discard;
import io.forebay.schemas.wire.JobEvent;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Forwards what leaves about batches to the sinks. Confined to the partition's thread. */
final class BatchForwards implements BatchOutbox {

    private final ProcessorContext<Object, MessageLite> context;
    private final InstantSource clock;

    BatchForwards(ProcessorContext<Object, MessageLite> context, InstantSource clock) {
        this.context = context;
        this.clock = clock;
    }

    @Override
    public void publish(BatchState batch) {
        context.forward(
                new Record<>(batch.getBatchId(), batch, clock.millis()),
                DispatcherTopology.BATCH_STATES);
    }

    @Override
    @SuppressWarnings("NullAway") // a tombstone is a record without a value
    public void forget(String batch) {
        context.forward(new Record<>(batch, null, clock.millis()), DispatcherTopology.BATCH_STATES);
    }

    @Override
    public void discard(String batch, List<String> keys) {
        context.forward(
                new Record<>(batch, Discard.newBuilder().addAllKeys(keys).build(), clock.millis()),
                DispatcherTopology.BATCH_DISCARDS);
    }

    @Override
    public void cancel(String jobId, String tenant) {
        if (JobId.parse(jobId).isEmpty()) {
            // Only what can be routed: events may hold anything.
            return;
        }
        long now = clock.millis();
        JobEvent event =
                JobEvent.newBuilder()
                        .setCancellation(
                                Cancellation.newBuilder()
                                        .setJobId(jobId)
                                        .setTenant(tenant)
                                        .setRequestedAt(now))
                        .build();
        byte[] key = jobId.getBytes(StandardCharsets.UTF_8);
        context.forward(new Record<>(key, event, now), DispatcherTopology.CANCELLATIONS);
    }
}
