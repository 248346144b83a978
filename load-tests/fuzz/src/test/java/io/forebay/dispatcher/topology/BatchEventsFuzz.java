package io.forebay.dispatcher.topology;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.dispatcher.meter.DispatcherMeters;
import io.forebay.dispatcher.record.LineRecord;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.topic.ProtobufSerde;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.BatchEvent;
import io.forebay.schemas.wire.BatchState;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/** Records of {@code forebay.batches} ({@link Frames}): the partition goes on, versions grow. */
final class BatchEventsFuzz {

    private static final TestedPartition PARTITION =
            new TestedPartition(
                    Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore("batches"),
                            Serdes.String(),
                            new ProtobufSerde<>(BatchState.parser())),
                    Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore("batch-lines"),
                            Serdes.ByteArray(),
                            new ProtobufSerde<>(LineRecord.parser())));

    private static final BatchReduction.Supplier SUPPLIER =
            new BatchReduction.Supplier(
                    PARTITION.clock(), new DispatcherMeters(new SimpleMeterRegistry()));

    @FuzzTest
    void events(byte[] bytes) {
        PARTITION.renew();
        var reduction = SUPPLIER.get();
        reduction.init(PARTITION.context());
        for (Frames.Frame frame : Frames.of(bytes)) {
            BatchEvent event;
            try {
                event = Topics.BATCHES.value().deserializer().deserialize("b", frame.bytes());
            } catch (SerializationException e) {
                continue;
            }
            reduction.process(new Record<>(event.getBatchId(), event, PARTITION.clock().millis()));
            PARTITION.advance(Duration.ofMillis(200));
        }
        PARTITION.advance(Duration.ofHours(2));
        PARTITION.advance(Duration.ofDays(40));
        check();
    }

    private static void check() {
        Map<String, Long> versions = new HashMap<>();
        PARTITION
                .context()
                .forwarded()
                .forEach(forward -> {
                    Record<?, ?> record = forward.record();
                    if (forward.childName().orElseThrow().equals(DispatcherTopology.BATCH_STATES)) {
                        new BatchId((String) record.key());
                        if (record.value() instanceof BatchState state) {
                            same(state.getBatchId(), record.key(), "whose state it is");
                            long before = versions.getOrDefault(state.getBatchId(), 0L);
                            holds(state.getVersion() >= before, "a version that shrinks");
                            versions.put(state.getBatchId(), state.getVersion());
                        } else {
                            versions.remove((String) record.key());
                        }
                    } else {
                        new JobId(new String((byte[]) record.key(), StandardCharsets.UTF_8));
                    }
                });
    }
}
