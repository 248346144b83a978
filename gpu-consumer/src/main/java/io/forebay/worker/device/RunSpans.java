package io.forebay.worker.device;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.SpanKeys;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.model.RunOutcome;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The spans of runs. A batch begins a trace of its own, with a link to each traced job in it; each
 * of these gets a span in its own trace, with a link to the batch. Safe for use by several threads.
 */
record RunSpans(Tracing tracing) {

    /** Whether any of the works is of a traced job. */
    boolean follow(List<Work> works) {
        if (!tracing.isOn()) {
            return false;
        }
        for (Work work : works) {
            if (tracing.follows(traceparent(work))) {
                return true;
            }
        }
        return false;
    }

    /** Tells of a run of works that {@link #follow} is true of. */
    void ran(List<Work> works, RunOutcome outcome, Instant from, Instant to) {
        List<Work> traced =
                works.stream().filter(work -> tracing.follows(traceparent(work))).toList();
        Span batch = batch(works, traced, from);
        tell(batch, outcome, to);
        traced.forEach(
                work -> tell(run(work, works.size(), batch.getSpanContext(), from), outcome, to));
    }

    private Span batch(List<Work> works, List<Work> traced, Instant from) {
        LoadedModel model = works.getFirst().model();
        SpanBuilder span =
                tracing.span("batch " + model.model().name(), SpanKind.CONSUMER, "")
                        .setStartTimestamp(from)
                        .setAttribute(SpanKeys.MESSAGING, "kafka")
                        .setAttribute(SpanKeys.OPERATION, "process")
                        .setAttribute(SpanKeys.OPERATION_NAME, "batch")
                        .setAttribute(SpanKeys.MESSAGES, (long) works.size())
                        .setAttribute(SpanKeys.MODEL, model.model().name())
                        .setAttribute(SpanKeys.VERSION, model.model().ref().getVersion())
                        .setAttribute(SpanKeys.DEVICE, model.executionProvider())
                        .setAttribute(
                                SpanKeys.BATCH_ROWS, works.stream().mapToLong(Work::rows).sum());
        traced.forEach(work -> span.addLink(Tracing.context(traceparent(work))));
        return span.startSpan();
    }

    private Span run(Work work, int batchSize, SpanContext batch, Instant from) {
        WorkItem item = work.attempt().item();
        String topic = Topics.work(item.getModel().getName(), item.getLane()).name();
        return tracing.span("process " + topic, SpanKind.CONSUMER, item.getTraceparent())
                .setStartTimestamp(from)
                .setAttribute(SpanKeys.MESSAGING, "kafka")
                .setAttribute(SpanKeys.OPERATION, "process")
                .setAttribute(SpanKeys.OPERATION_NAME, "process")
                .setAttribute(SpanKeys.TOPIC, topic)
                .setAttribute(SpanKeys.JOB, item.getFlightId())
                .setAttribute(SpanKeys.TENANT, item.getTenant())
                .setAttribute(SpanKeys.MODEL, item.getModel().getName())
                .setAttribute(SpanKeys.LANE, Topics.laneName(item.getLane()))
                .setAttribute(SpanKeys.ATTEMPT, (long) item.getAttempt())
                .setAttribute(SpanKeys.BATCH_SIZE, (long) batchSize)
                .addLink(batch)
                .startSpan();
    }

    private static void tell(Span span, RunOutcome outcome, Instant to) {
        if (outcome instanceof RunOutcome.Broke broke) {
            span.setStatus(StatusCode.ERROR)
                    .setAttribute(SpanKeys.ERROR, broke.kind().name().toLowerCase(Locale.ROOT));
        }
        span.end(to);
    }

    private static String traceparent(Work work) {
        return work.attempt().item().getTraceparent();
    }
}
