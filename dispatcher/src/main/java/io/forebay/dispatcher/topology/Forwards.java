package io.forebay.dispatcher.topology;

import com.google.protobuf.MessageLite;
import io.forebay.dispatcher.flight.InTheAir;
import io.forebay.dispatcher.flight.Outbox;
import io.forebay.dispatcher.job.Ended;
import io.forebay.dispatcher.job.Job;
import io.forebay.dispatcher.meter.DispatcherMeters;
import io.forebay.dispatcher.trace.JobSpans;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.LetterKey;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.BatchEvent;
import io.forebay.schemas.wire.BatchLineChanged;
import io.forebay.schemas.wire.DeadLetter;
import io.forebay.schemas.wire.Discard;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Withdrawal;
import io.forebay.schemas.wire.WorkItem;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Forwards what leaves to the sinks. Confined to the partition's thread. */
final class Forwards implements Outbox {

    private final ProcessorContext<Object, MessageLite> context;
    private final InstantSource clock;
    private final WorkTopics workTopics;
    private final DispatcherMeters meters;
    private final JobSpans spans;
    private final Progress progress;

    Forwards(
            ProcessorContext<Object, MessageLite> context,
            InstantSource clock,
            WorkTopics workTopics,
            DispatcherMeters meters,
            JobSpans spans,
            Progress progress) {
        this.context = context;
        this.clock = clock;
        this.workTopics = workTopics;
        this.meters = meters;
        this.spans = spans;
        this.progress = progress;
    }

    @Override
    public int partitions(WorkItem item) {
        int partitions =
                Topics.isModelName(item.getModel().getName())
                        ? workTopics.partitions(Routing.workTopic(item))
                        : 0;
        if (partitions == 0) {
            meters.workWithoutTopic();
        }
        return partitions;
    }

    @Override
    public void work(WorkItem item) {
        forward(item.getFlightKey().toByteArray(), item, DispatcherTopology.WORK);
    }

    @Override
    public void publish(Job job) {
        JobState state = job.state();
        forward(state.getJobId(), state, DispatcherTopology.JOB_STATES);
        progress.awaited(context::commit);
        // Only what can be routed: submissions may hold anything.
        if (BatchId.parse(state.getBatchId()).isPresent()) {
            forward(state.getBatchId(), lineChanged(state), DispatcherTopology.BATCH_LINES);
        }
        if (job instanceof Ended) {
            spans.ended(state);
            try (Tracing.Recording _ = spans.recording(state)) {
                meters.ended(state);
            }
        }
    }

    @Override
    public void forget(JobId id) {
        forward(id.text(), null, DispatcherTopology.JOB_STATES);
    }

    @Override
    public void discard(String job, List<String> keys) {
        Discard discard = Discard.newBuilder().addAllKeys(keys).build();
        forward(job, discard, DispatcherTopology.DISCARDS);
        meters.discard(keys.size());
    }

    @Override
    public void deadLetter(LetterKey key, DeadLetter letter) {
        forward(key.toByteArray(), letter, DispatcherTopology.DEAD_LETTERS);
        meters.deadLetter();
    }

    @Override
    public void burn(LetterKey letter) {
        forward(letter.toByteArray(), null, DispatcherTopology.DEAD_LETTERS);
    }

    @Override
    public void withdraw(InTheAir flight, long now) {
        Withdrawal withdrawal =
                Withdrawal.newBuilder()
                        .setFlightKey(flight.key().bytes())
                        .setFlightId(flight.plan().id())
                        .setWithdrawnAt(now)
                        .build();
        forward(flight.key().toByteArray(), withdrawal, DispatcherTopology.WITHDRAWALS);
        meters.withdrawal();
    }

    private BatchEvent lineChanged(JobState state) {
        return BatchEvent.newBuilder()
                .setBatchId(state.getBatchId())
                .setTenant(state.getTenant())
                .setAt(clock.millis())
                .setLineChanged(
                        BatchLineChanged.newBuilder()
                                .setLine(state.getBatchLine())
                                .setJobId(state.getJobId())
                                .setRound(state.getBatchRound())
                                .setVersion(state.getVersion())
                                .setState(state.getState())
                                .setCache(state.getCache().getStatus()))
                .build();
    }

    private void forward(Object key, @Nullable MessageLite value, String sink) {
        context.forward(new Record<>(key, value, clock.millis()), sink);
    }
}
