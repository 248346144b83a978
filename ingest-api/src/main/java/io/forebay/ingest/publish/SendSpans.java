package io.forebay.ingest.publish;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.SpanKeys;
import io.forebay.schemas.trace.Traceparent;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.JobEvent;
import io.forebay.schemas.wire.Submission;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;

/**
 * The spans of submissions that go to the queue. One that comes with no trace context, such as a
 * line of a batch, begins a trace here. Safe for use by several threads.
 */
record SendSpans(Tracing tracing) {

    /**
     * @param event as it is to be sent
     * @param span an invalid one while none is made
     */
    record Begun(JobEvent event, Span span) {

        void acknowledged(long offset) {
            span.setAttribute(SpanKeys.OFFSET, offset).end();
        }

        void failed(Throwable cause) {
            span.setStatus(StatusCode.ERROR)
                    .setAttribute(SpanKeys.ERROR, cause.getClass().getName())
                    .end();
        }
    }

    Begun begin(JobEvent event, int partition) {
        Submission submission = event.getSubmission();
        String traceparent = submission.getTraceparent();
        boolean begins = tracing.isOn() && event.hasSubmission() && traceparent.isEmpty();
        if (!begins && !tracing.follows(traceparent)) {
            return new Begun(event, Span.getInvalid());
        }
        Span span =
                tracing.span("send " + Topics.JOBS.name(), SpanKind.PRODUCER, traceparent)
                        .setAttribute(SpanKeys.MESSAGING, "kafka")
                        .setAttribute(SpanKeys.OPERATION_NAME, "send")
                        .setAttribute(SpanKeys.OPERATION, "send")
                        .setAttribute(SpanKeys.TOPIC, Topics.JOBS.name())
                        .setAttribute(SpanKeys.PARTITION, Integer.toString(partition))
                        .setAttribute(SpanKeys.JOB, submission.getJobId())
                        .setAttribute(SpanKeys.TENANT, submission.getTenant())
                        .setAttribute(SpanKeys.MODEL, submission.getModel().getName())
                        .setAttribute(SpanKeys.LANE, Topics.laneName(submission.getLane()))
                        .setAttribute(SpanKeys.ANSWERED, submission.hasAnswered())
                        .startSpan();
        if (!submission.getBatchId().isEmpty()) {
            span.setAttribute(SpanKeys.BATCH, submission.getBatchId());
        }
        return new Begun(
                begins && span.getSpanContext().isSampled() ? caused(event, span) : event, span);
    }

    /** Of which job an event is. */
    static String jobId(JobEvent event) {
        return switch (event.getEventCase()) {
            case SUBMISSION -> event.getSubmission().getJobId();
            case CANCELLATION -> event.getCancellation().getJobId();
            case DELETION -> event.getDeletion().getJobId();
            case EVENT_NOT_SET -> "";
        };
    }

    private static JobEvent caused(JobEvent event, Span by) {
        return event.toBuilder()
                .setSubmission(
                        event.getSubmission().toBuilder()
                                .setTraceparent(Traceparent.of(by.getSpanContext())))
                .build();
    }
}
