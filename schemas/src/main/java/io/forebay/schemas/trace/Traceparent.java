package io.forebay.schemas.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;

/** The header of W3C Trace Context: {@code 00-<trace id>-<span id>-<flags>}. */
public final class Traceparent {

    private static final int LENGTH = 55;
    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;

    private Traceparent() {}

    /** Of a span; empty when it is none. */
    public static String of(SpanContext span) {
        return span.isValid()
                ? "00-%s-%s-%s"
                        .formatted(
                                span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())
                : "";
    }

    /** The trace's id; empty when the text names none. */
    public static String traceId(String text) {
        return text.length() == LENGTH ? text.substring(TRACE_ID, SPAN_ID - 1) : "";
    }

    /** Whether spans are made of the trace. */
    static boolean isSampled(String text) {
        return text.length() == LENGTH && Character.digit(text.charAt(LENGTH - 1), 16) % 2 == 1;
    }

    /** The span that the text names; an invalid one when it names none. */
    static SpanContext read(String text) {
        // Version ff is none, and of an unknown one the first four parts are as here.
        if (text.length() != LENGTH || text.startsWith("ff")) {
            return SpanContext.getInvalid();
        }
        return SpanContext.createFromRemoteParent(
                text.substring(TRACE_ID, SPAN_ID - 1),
                text.substring(SPAN_ID, FLAGS - 1),
                TraceFlags.fromHex(text, FLAGS),
                TraceState.getDefault());
    }
}
