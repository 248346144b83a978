package io.forebay.schemas.trace;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.forebay.fuzz.Parts;
import io.opentelemetry.api.trace.SpanContext;

/** The trace of a submission, which a producer may write as it likes. */
final class TraceparentFuzz {

    @FuzzTest
    void traceparent(byte[] bytes) {
        String text = Parts.text(bytes);
        SpanContext span = Traceparent.read(text);
        if (span.isValid()) {
            same(span.getTraceId(), Traceparent.traceId(text), "the trace");
            same(Traceparent.read(Traceparent.of(span)), span, "written and read again");
            same(Traceparent.isSampled(text), span.isSampled(), "whether spans are made");
        } else {
            holds(Traceparent.of(span).isEmpty(), "no span has a text");
        }
    }
}
