package io.forebay.schemas.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans of what happens to jobs, and sends them off in the background; when the collector is
 * away they are dropped, and nothing waits. Safe for use by several threads.
 *
 * <p>Off, it makes nothing: ask {@link #isOn} or {@link #follows} before anything is prepared.
 */
public final class Tracing implements AutoCloseable {

    /** Makes no spans. */
    public static final Tracing OFF = new Tracing(null);

    private static final Recording NOTHING = () -> {};

    private final @Nullable Recorder recorder;

    /** What makes spans, where they are made. */
    private record Recorder(SdkTracerProvider provider, Tracer tracer, SpanIds ids) {}

    /** While it is open, what the thread measures is an example of a span. */
    public interface Recording extends AutoCloseable {

        @Override
        void close();
    }

    private Tracing(@Nullable Recorder recorder) {
        this.recorder = recorder;
    }

    /**
     * @param service as backends are to call it
     */
    public static Tracing open(TracingConfig config, String service) {
        return config.makesSpans()
                ? by(
                        BatchSpanProcessor.builder(
                                        OtlpHttpSpanExporter.builder()
                                                .setEndpoint(config.url())
                                                .build())
                                .build(),
                        config.sampleRatio(),
                        service)
                : OFF;
    }

    /** Hands spans to a processor, which is closed with it. */
    public static Tracing by(SpanProcessor processor, double sampleRatio, String service) {
        SpanIds ids = new SpanIds();
        Sampler share = Sampler.traceIdRatioBased(sampleRatio);
        SdkTracerProvider provider =
                SdkTracerProvider.builder()
                        .setResource(
                                Resource.getDefault()
                                        .merge(
                                                Resource.create(
                                                        Attributes.of(
                                                                SpanKeys.SERVICE_NAME, service))))
                        .setSampler(Sampler.parentBased(new LinkedSampler(share)))
                        .setIdGenerator(ids)
                        .addSpanProcessor(processor)
                        .build();
        return new Tracing(new Recorder(provider, provider.get(service), ids));
    }

    public boolean isOn() {
        return recorder != null;
    }

    /** Whether spans are made of the trace that a job travels with. */
    public boolean follows(String traceparent) {
        return recorder != null && Traceparent.isSampled(traceparent);
    }

    /**
     * A span to be filled and started.
     *
     * @param parent the trace context of what caused it; empty = it begins a trace
     * @throws IllegalStateException when tracing is off
     */
    public SpanBuilder span(String name, SpanKind kind, String parent) {
        return on().tracer()
                .spanBuilder(name)
                .setSpanKind(kind)
                .setParent(Context.root().with(Span.wrap(Traceparent.read(parent))));
    }

    /**
     * Starts a span that is the same one, to backends, whenever the same is said again: for what
     * may be processed twice and has happened once.
     *
     * @param what said in no other span
     */
    public Span start(SpanBuilder span, String what) {
        return on().ids().saying(what, span::startSpan);
    }

    /** The span that a trace context names, to be linked to. */
    public static SpanContext context(String traceparent) {
        return Traceparent.read(traceparent);
    }

    /** Makes what is measured meanwhile an example of a traced job. */
    public Recording recording(String traceparent) {
        return follows(traceparent) ? recording(Traceparent.read(traceparent)) : NOTHING;
    }

    /** Makes what is measured meanwhile an example of a span. */
    @SuppressWarnings("MustBeClosedChecker") // whoever records closes it
    public Recording recording(SpanContext span) {
        if (!span.isSampled()) {
            return NOTHING;
        }
        Scope scope = Context.root().with(Span.wrap(span)).makeCurrent();
        return scope::close;
    }

    /** Sends off what is left, for a bounded time. */
    @Override
    public void close() {
        if (recorder != null) {
            recorder.provider().close();
        }
    }

    private Recorder on() {
        if (recorder == null) {
            throw new IllegalStateException("tracing is off");
        }
        return recorder;
    }
}
