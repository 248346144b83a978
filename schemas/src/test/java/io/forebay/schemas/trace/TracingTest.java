package io.forebay.schemas.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import io.forebay.schemas.metric.MeterRegistries;
import io.forebay.schemas.ops.Exposition;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracingTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SAMPLED = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static final String UNSAMPLED = "00-" + TRACE + "-b7ad6b7169203331-00";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    @Test
    void offItFollowsNothingAndMakesNothing() {
        assertThat(Tracing.open(TracingConfig.DEFAULT, "x")).isSameAs(Tracing.OFF);
        assertThat(Tracing.OFF.isOn()).isFalse();
        assertThat(Tracing.OFF.follows(SAMPLED)).isFalse();
        assertThatThrownBy(() -> Tracing.OFF.span("x", SpanKind.SERVER, ""))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void offItAllocatesNothing() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ask(10_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        int followed = ask(100_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(followed).isZero();
        assertThat(allocated).as("bytes for 100 000 jobs").isLessThan(10_000);
    }

    private static int ask(int times) {
        int followed = 0;
        for (int i = 0; i < times; i++) {
            followed += Tracing.OFF.follows(SAMPLED) ? 1 : 0;
            try (Tracing.Recording _ = Tracing.OFF.recording(SAMPLED)) {
                followed += Tracing.OFF.isOn() ? 1 : 0;
            }
        }
        return followed;
    }

    @Test
    void aSpanIsTheChildOfWhatTheTraceContextNames() {
        tracing(0).span("work", SpanKind.CONSUMER, SAMPLED).startSpan().end();

        SpanData span = only();
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.getResource().getAttribute(SpanKeys.SERVICE_NAME)).isEqualTo("test");
    }

    @Test
    void aCallerDecidesWhetherItsTraceIsSampledAndTheShareDecidesOfOthers() {
        try (Tracing none = tracing(0);
                Tracing all = tracing(1)) {
            assertThat(none.follows(SAMPLED)).isTrue();
            assertThat(all.follows(UNSAMPLED)).isFalse();
            assertThat(all.follows("")).isFalse();
            assertThat(isSampled(none, "")).isFalse();
            assertThat(isSampled(none, SAMPLED)).isTrue();
            assertThat(isSampled(all, "")).isTrue();
            assertThat(isSampled(all, UNSAMPLED)).isFalse();
        }
    }

    @Test
    void aTraceThatBeginsWithALinkToASampledOneIsSampled() {
        try (Tracing none = tracing(0)) {
            assertThat(linkedTo(none, SAMPLED)).isTrue();
            assertThat(linkedTo(none, UNSAMPLED)).isFalse();
        }
    }

    @Test
    void whatIsSaidAgainIsTheSameSpanAndAnythingElseIsAnother() {
        Tracing tracing = tracing(0);
        for (String what : List.of("job 1 ended", "job 1 ended", "job 2 ended")) {
            tracing.start(tracing.span("job", SpanKind.INTERNAL, SAMPLED), what).end();
        }

        List<String> ids =
                exporter.getFinishedSpanItems().stream().map(SpanData::getSpanId).toList();
        assertThat(ids.get(1)).isEqualTo(ids.get(0));
        assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
        assertThat(isSampled(tracing, SAMPLED)).as("others are by chance again").isTrue();
        assertThat(exporter.getFinishedSpanItems().getLast().getSpanId()).isNotIn(ids);
    }

    @Test
    void aHistogramNamesATracedJobToWhoAsksForOpenMetrics() {
        PrometheusMeterRegistry registry =
                MeterRegistries.of(new TracingConfig("http://127.0.0.1:1", 1.0));
        Timer timer = Timer.builder("forebay.test").publishPercentileHistogram().register(registry);
        Tracing tracing = tracing(0);

        timer.record(Duration.ofMillis(3));
        assertThat(Exposition.of(registry, "application/openmetrics-text").body())
                .doesNotContain("trace_id");
        try (Tracing.Recording _ = tracing.recording(UNSAMPLED)) {
            timer.record(Duration.ofMillis(3));
        }
        assertThat(Exposition.of(registry, "application/openmetrics-text").body())
                .doesNotContain("trace_id");
        // The registry looks for an example every 90 ms, whether the last look found one or not.
        await().atMost(Duration.ofSeconds(10))
                .until(() -> {
                    try (Tracing.Recording _ = tracing.recording(SAMPLED)) {
                        timer.record(Duration.ofMillis(3));
                    }
                    return Exposition.of(registry, "application/openmetrics-text")
                            .body()
                            .contains("trace_id");
                });

        var open = Exposition.of(registry, "application/openmetrics-text;version=1.0.0,*/*;q=0.1");
        assertThat(open.type()).startsWith("application/openmetrics-text");
        assertThat(open.body())
                .containsPattern("forebay_test_seconds_bucket.*trace_id=\"" + TRACE + "\"")
                .endsWith("# EOF\n");
        var plain = Exposition.of(registry, null);
        assertThat(plain.type()).startsWith("text/plain; version=0.0.4");
        assertThat(plain.body()).contains("forebay_test_seconds_bucket").doesNotContain("trace_id");
    }

    private static boolean isSampled(Tracing tracing, String parent) {
        Span span = tracing.span("x", SpanKind.SERVER, parent).startSpan();
        span.end();
        return span.getSpanContext().isSampled();
    }

    private static boolean linkedTo(Tracing tracing, String other) {
        Span span =
                tracing.span("batch", SpanKind.CONSUMER, "")
                        .addLink(Tracing.context(other))
                        .startSpan();
        span.end();
        return span.getSpanContext().isSampled();
    }

    private Tracing tracing(double ratio) {
        return Tracing.by(SimpleSpanProcessor.create(exporter), ratio, "test");
    }

    private SpanData only() {
        assertThat(exporter.getFinishedSpanItems()).hasSize(1);
        return exporter.getFinishedSpanItems().getFirst();
    }
}
