package io.forebay.schemas.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.util.regex.Pattern;

/** The header of W3C Trace Context: {@code 00-<trace id>-<span id>-<flags>}. */
public final class Traceparent {

    /** Version ff is none, and of an unknown one the first four parts are as here. */
    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

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
        return isOne(text) ? text.substring(TRACE_ID, SPAN_ID - 1) : "";
    }

    /** Whether spans are made of the trace. */
    static boolean isSampled(String text) {
        return isOne(text) && Character.digit(text.charAt(LENGTH - 1), 16) % 2 == 1;
    }

    /** The span that the text names; an invalid one when it names none. */
    static SpanContext read(String text) {
        if (!isOne(text)) {
            return SpanContext.getInvalid();
        }
        return SpanContext.createFromRemoteParent(
                text.substring(TRACE_ID, SPAN_ID - 1),
                text.substring(SPAN_ID, FLAGS - 1),
                TraceFlags.fromHex(text, FLAGS),
                TraceState.getDefault());
    }

    /** Whoever writes to the log may write anything there. */
    private static boolean isOne(String text) {
        return text.length() == LENGTH && FORM.matcher(text).matches();
    }
}
