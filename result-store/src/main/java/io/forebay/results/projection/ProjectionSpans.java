package io.forebay.results.projection;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.trace.SpanKeys;
import io.forebay.schemas.trace.Tracing;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The spans of states that came into the view: the same span when one comes again, and none while a
 * view is rebuilt. Safe for use by several threads.
 */
record ProjectionSpans(Tracing tracing) {

    void applied(int partition, List<Chunk.Traced> states, Instant from, Instant to) {
        for (Chunk.Traced state : states) {
            tracing.start(
                            span(partition, state, from),
                            "projected %s %d %s"
                                    .formatted(state.job(), state.version(), state.traceparent()))
                    .end(to);
        }
    }

    private SpanBuilder span(int partition, Chunk.Traced state, Instant from) {
        return tracing.span(
                        "process " + Topics.JOB_STATES.name(),
                        SpanKind.CONSUMER,
                        state.traceparent())
                .setStartTimestamp(from)
                .setAttribute(SpanKeys.MESSAGING, "kafka")
                .setAttribute(SpanKeys.OPERATION, "process")
                .setAttribute(SpanKeys.OPERATION_NAME, "project")
                .setAttribute(SpanKeys.TOPIC, Topics.JOB_STATES.name())
                .setAttribute(SpanKeys.PARTITION, Integer.toString(partition))
                .setAttribute(SpanKeys.OFFSET, state.offset())
                .setAttribute(SpanKeys.JOB, state.job())
                .setAttribute(SpanKeys.STATE, state.state().name().toLowerCase(Locale.ROOT))
                .setAttribute(SpanKeys.JOB_VERSION, state.version());
    }
}
