package io.forebay.dispatcher.trace;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.forebay.dispatcher.flight.SubmissionOutcome;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.SpanKeys;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Submission;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Locale;

/**
 * The spans of jobs, made of what was decided once it is: a decision that is made again, because
 * its transaction was aborted, is told by the same span. Safe for use by several threads. Times are
 * epoch milliseconds.
 */
public record JobSpans(Tracing tracing) {

    /** Where a record was read, and when it was processed. */
    public record Processed(int partition, long offset, long from, long to) {}

    public boolean follows(String traceparent) {
        return tracing.follows(traceparent);
    }

    /**
     * What a traced submission met: nothing, a flight in the air, or one that has landed.
     *
     * @param flight the trace context of the flight that it met in the air; empty when there is
     *     none
     */
    public void decided(
            Submission submission, SubmissionOutcome outcome, String flight, Processed where) {
        SpanBuilder span =
                tracing.span(
                                "process " + Topics.JOBS.name(),
                                SpanKind.CONSUMER,
                                submission.getTraceparent())
                        .setStartTimestamp(where.from(), MILLISECONDS)
                        .setAttribute(SpanKeys.MESSAGING, "kafka")
                        .setAttribute(SpanKeys.OPERATION, "process")
                        .setAttribute(SpanKeys.OPERATION_NAME, "process")
                        .setAttribute(SpanKeys.TOPIC, Topics.JOBS.name())
                        .setAttribute(SpanKeys.PARTITION, Integer.toString(where.partition()))
                        .setAttribute(SpanKeys.OFFSET, where.offset())
                        .setAttribute(SpanKeys.JOB, submission.getJobId())
                        .setAttribute(SpanKeys.OUTCOME, tag(outcome));
        if (outcome == SubmissionOutcome.COALESCED && !flight.isEmpty()) {
            span.addLink(Tracing.context(flight));
        }
        tracing.start(span, said("decided", submission.getJobId(), submission.getTraceparent()))
                .end(where.to(), MILLISECONDS);
    }

    /** A job, from its creation to its end, with its steps; if it is traced. */
    public void ended(JobState job) {
        if (!tracing.follows(job.getTraceparent())) {
            return;
        }
        SpanBuilder builder =
                tracing.span(
                                "job " + job.getModel().getName(),
                                SpanKind.INTERNAL,
                                job.getTraceparent())
                        .setStartTimestamp(job.getCreatedAt(), MILLISECONDS)
                        .setAttribute(SpanKeys.JOB, job.getJobId())
                        .setAttribute(SpanKeys.TENANT, job.getTenant())
                        .setAttribute(SpanKeys.MODEL, job.getModel().getName())
                        .setAttribute(SpanKeys.VERSION, job.getModel().getVersion())
                        .setAttribute(SpanKeys.LANE, Topics.laneName(job.getLane()))
                        .setAttribute(SpanKeys.STATE, tag(job.getState()))
                        .setAttribute(SpanKeys.ATTEMPTS, (long) job.getAttemptsCount());
        Span span = tracing.start(builder, said("ended", job.getJobId(), job.getTraceparent()));
        if (job.hasCache()) {
            span.setAttribute(SpanKeys.CACHE, tag(job.getCache().getStatus()));
        }
        if (job.hasError()) {
            span.setStatus(StatusCode.ERROR).setAttribute(SpanKeys.ERROR, job.getError().getCode());
        }
        job.getHistoryList()
                .forEach(step -> span.addEvent(tag(step.getState()), step.getAt(), MILLISECONDS));
        span.end(job.getFinishedAt(), MILLISECONDS);
    }

    /** Makes what is measured meanwhile an example of the job. */
    public Tracing.Recording recording(JobState job) {
        return tracing.recording(job.getTraceparent());
    }

    private static String said(String what, String job, String traceparent) {
        return what + " " + job + " " + traceparent;
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
