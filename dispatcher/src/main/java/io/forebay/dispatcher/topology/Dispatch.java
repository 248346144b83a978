package io.forebay.dispatcher.topology;

import static java.util.Objects.requireNonNull;

import com.google.protobuf.MessageLite;
import io.forebay.dispatcher.flight.FlightDesk;
import io.forebay.dispatcher.flight.SubmissionOutcome;
import io.forebay.dispatcher.meter.DispatcherMeters;
import io.forebay.dispatcher.retry.Backoff;
import io.forebay.dispatcher.store.Shelves;
import io.forebay.dispatcher.trace.JobSpans;
import io.forebay.schemas.topic.Nudge;
import io.forebay.schemas.topic.Retention;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.JobEvent;
import io.forebay.schemas.wire.Submission;
import java.time.InstantSource;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the records and the hours of one partition before its flight desk. Confined to the
 * partition's thread.
 */
final class Dispatch implements Processor<byte[], MessageLite, Object, MessageLite> {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final DispatchSupplier parts;
    private final InstantSource clock;
    private final DispatcherMeters meters;
    private @Nullable Partition partition;

    Dispatch(DispatchSupplier parts) {
        this.parts = parts;
        this.clock = parts.clock();
        this.meters = parts.meters();
    }

    /** The desk and its clockwork; a task that is revived after an error gets new ones. */
    private record Partition(
            ProcessorContext<Object, MessageLite> context, FlightDesk desk, Alarm alarm) {

        int number() {
            return context.taskId().partition();
        }
    }

    @Override
    public void init(ProcessorContext<Object, MessageLite> context) {
        Shelves shelves = Shelves.open(context);
        Forwards outbox =
                new Forwards(
                        context,
                        clock,
                        parts.workTopics(),
                        meters,
                        parts.spans(),
                        parts.progress());
        Backoff backoff = new Backoff(parts.random());
        FlightDesk desk =
                new FlightDesk(
                        shelves.ledgers(), outbox, parts.timing(), Retention.DEAD_LETTERS, backoff);
        desk.restore(shelves.flights()::each, shelves.jobs()::each);
        Alarm alarm = new Alarm(context, parts.timing().tick(), this::tick);
        context.schedule(
                parts.timing().housekeeping(), PunctuationType.WALL_CLOCK_TIME, _ -> tidy());
        partition = new Partition(context, desk, alarm);
        alarm.notLaterThan(desk.nextTick(), clock.millis());
        report();
        LOG.atInfo()
                .addKeyValue("partition", context.taskId().partition())
                .addKeyValue("openJobs", desk.openJobs())
                .addKeyValue("cachedFlights", desk.cachedFlights())
                .log("took over a partition");
    }

    @Override
    public void process(Record<byte[], MessageLite> record) {
        long now = clock.millis();
        FlightDesk desk = partition().desk();
        switch (record.value()) {
            case JobEvent event -> process(desk, event, now);
            case Completion completion -> meters.completion(desk.complete(completion, now));
            case null, default -> {
                if (!Nudge.is(record.key(), record.value())) {
                    passOver();
                }
            }
        }
        partition().alarm().notLaterThan(desk.nextTick(), now);
    }

    @Override
    public void close() {
        if (partition != null) {
            meters.leaves(partition.number());
            partition = null;
        }
    }

    private void process(FlightDesk desk, JobEvent event, long now) {
        switch (event.getEventCase()) {
            case SUBMISSION -> submit(desk, event.getSubmission(), now);
            case CANCELLATION -> meters.cancellation(desk.cancel(event.getCancellation(), now));
            case DELETION -> meters.deletion(desk.delete(event.getDeletion()));
            case EVENT_NOT_SET -> passOver();
        }
    }

    private void submit(FlightDesk desk, Submission submission, long now) {
        SubmissionOutcome outcome = desk.submit(submission, now);
        meters.submission(outcome);
        if (parts.spans().follows(submission.getTraceparent())) {
            parts.spans()
                    .decided(
                            submission,
                            outcome,
                            desk.leaderTrace(submission),
                            new JobSpans.Processed(
                                    partition().number(), offset(), now, clock.millis()));
        }
        if (outcome == SubmissionOutcome.NAMELESS) {
            passOver();
        }
    }

    private long offset() {
        return partition().context().recordMetadata().map(RecordMetadata::offset).orElse(-1L);
    }

    /** Nobody's record: there is no job that could fail for it. */
    private void passOver() {
        meters.unreadable();
        partition()
                .context()
                .recordMetadata()
                .ifPresent(where ->
                        LOG.atError()
                                .addKeyValue("topic", where.topic())
                                .addKeyValue("partition", where.partition())
                                .addKeyValue("offset", where.offset())
                                .log("passed over a record that says nothing"));
    }

    private void tick() {
        long now = clock.millis();
        FlightDesk desk = partition().desk();
        desk.tick(now);
        partition().alarm().notLaterThan(desk.nextTick(), now);
        report();
    }

    private void tidy() {
        partition().desk().tidy(clock.millis());
        report();
    }

    private void report() {
        FlightDesk desk = partition().desk();
        meters.holds(partition().number(), desk.openJobs(), desk.cachedFlights());
    }

    private Partition partition() {
        return requireNonNull(partition, "not initialised");
    }
}
