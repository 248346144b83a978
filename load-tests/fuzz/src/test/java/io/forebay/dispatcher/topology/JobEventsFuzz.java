package io.forebay.dispatcher.topology;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.protobuf.MessageLite;
import io.forebay.dispatcher.meter.DispatcherMeters;
import io.forebay.dispatcher.record.ClaimRecord;
import io.forebay.dispatcher.record.FlightRecord;
import io.forebay.dispatcher.record.OpenJobRecord;
import io.forebay.dispatcher.timer.TimingConfig;
import io.forebay.dispatcher.trace.JobSpans;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.topic.ProtobufSerde;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.JobEvent;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.WorkItem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/**
 * Records of {@code forebay.jobs} and {@code forebay.completions}, each behind its length and the
 * topic ({@link Frames}), to one partition of the dispatcher: whatever a producer wrote, the
 * partition goes on, and what leaves it can be routed.
 */
final class JobEventsFuzz {

    private static final TestedPartition PARTITION =
            new TestedPartition(
                    Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore("flights"),
                            Serdes.ByteArray(),
                            new ProtobufSerde<>(FlightRecord.parser())),
                    Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore("waiters"),
                            Serdes.ByteArray(),
                            new ProtobufSerde<>(OpenJobRecord.parser())),
                    Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore("ended"),
                            Serdes.ByteArray(),
                            Serdes.Long()),
                    Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore("retries"),
                            Serdes.ByteArray(),
                            new ProtobufSerde<>(WorkItem.parser())),
                    Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore("claims"),
                            Serdes.ByteArray(),
                            new ProtobufSerde<>(ClaimRecord.parser())));

    private static final DispatcherMeters METERS = new DispatcherMeters(new SimpleMeterRegistry());
    private static final JobSpans SPANS =
            new JobSpans(Tracing.by(SpanProcessor.composite(), 1, "fuzz"));
    private static final DispatchSupplier SUPPLIER =
            new DispatchSupplier(
                    TimingConfig.DEFAULT,
                    PARTITION.clock(),
                    new Random(42),
                    topic -> topic.contains("absent") ? 0 : 24,
                    METERS,
                    SPANS,
                    _ -> {});

    @FuzzTest
    void events(byte[] bytes) {
        PARTITION.renew();
        var dispatch = new Dispatch(SUPPLIER);
        dispatch.init(PARTITION.context());
        List<JobState> submitted = new ArrayList<>();
        for (Frames.Frame frame : Frames.of(bytes)) {
            MessageLite value = value(frame);
            if (value instanceof JobEvent event && event.hasSubmission()) {
                submitted.add(
                        JobState.newBuilder().setJobId(event.getSubmission().getJobId()).build());
            }
            dispatch.process(new Record<>(new byte[0], value, PARTITION.clock().millis()));
            PARTITION.advance(Duration.ofMillis(50));
        }
        PARTITION.advance(Duration.ofSeconds(31));
        PARTITION.advance(Duration.ofDays(40));
        check(submitted);
        dispatch.close();
    }

    private static MessageLite value(Frames.Frame frame) {
        try {
            return frame.second()
                    ? Topics.COMPLETIONS.value().deserializer().deserialize("c", frame.bytes())
                    : Topics.JOBS.value().deserializer().deserialize("j", frame.bytes());
        } catch (SerializationException e) {
            // Passed over before it comes to a processor.
            return Completion.getDefaultInstance();
        }
    }

    private static void check(List<JobState> submitted) {
        Map<String, Integer> ends = new HashMap<>();
        PARTITION
                .context()
                .forwarded()
                .forEach(forward -> {
                    Record<?, ?> record = forward.record();
                    switch (forward.childName().orElseThrow()) {
                        case DispatcherTopology.WORK ->
                                work((byte[]) record.key(), (WorkItem) record.value());
                        case DispatcherTopology.JOB_STATES -> {
                            new JobId((String) record.key());
                            if (record.value() instanceof JobState state) {
                                same(reread(state), state, "a state that is read again");
                                holds(state.getVersion() > 0, "a state without a version");
                                ends.merge(
                                        state.getJobId(),
                                        isEnd(state.getState()) ? 1 : 0,
                                        Integer::sum);
                            }
                        }
                        case DispatcherTopology.DEAD_LETTERS, DispatcherTopology.WITHDRAWALS ->
                                holds(((byte[]) record.key()).length == 32, "no key of a flight");
                        case DispatcherTopology.DISCARDS -> new JobId((String) record.key());
                        case DispatcherTopology.BATCH_LINES ->
                                new io.forebay.schemas.id.BatchId((String) record.key());
                        default -> throw new AssertionError("to nowhere: " + forward);
                    }
                });
        ends.forEach((job, count) -> {
            long times = submitted.stream().filter(one -> one.getJobId().equals(job)).count();
            holds(count <= times, "%s ended %d times, submitted %d".formatted(job, count, times));
        });
    }

    private static void work(byte[] key, WorkItem item) {
        holds(key.length == 32, "no key of a flight");
        holds(Routing.workTopic(item).startsWith("forebay.work."), "no topic of work");
        holds(item.getSlot() >= 1 && item.getSlot() <= 24, "slot " + item.getSlot());
    }

    private static JobState reread(JobState state) {
        return Topics.JOB_STATES
                .value()
                .deserializer()
                .deserialize("s", Topics.JOB_STATES.value().serializer().serialize("s", state));
    }

    private static boolean isEnd(State state) {
        return switch (state) {
            case SUCCEEDED, FAILED, CANCELED, EXPIRED -> true;
            case QUEUED, RUNNING, UNRECOGNIZED -> false;
        };
    }
}
