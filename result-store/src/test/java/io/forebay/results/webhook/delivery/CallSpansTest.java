package io.forebay.results.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.results.webhook.retry.Result;
import io.forebay.schemas.trace.SpanKeys;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.webhook.CallbackUrl;
import io.forebay.schemas.wire.DeliveryOrder;
import io.forebay.schemas.wire.JobState;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.Test;

class CallSpansTest {

    private static final String TRACED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final CallSpans spans =
            new CallSpans(Tracing.by(SimpleSpanProcessor.create(exporter), 0, "test"));

    @Test
    void aReceiverIsToldTheSpanOfItsOwnCall() {
        Delivery delivery = delivery(TRACED, 2);
        Span span = spans.begin(delivery, url());
        String told = spans.traceparent(span, delivery.order());
        spans.end(span, new Result.Answered(503, null));

        SpanData call = exporter.getFinishedSpanItems().getFirst();
        assertThat(told)
                .isEqualTo("00-0af7651916cd43dd8448eb211c80319c-%s-01".formatted(call.getSpanId()));
        assertThat(call.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(call.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(call.getAttributes().asMap())
                .containsEntry(SpanKeys.STATUS, 503L)
                .containsEntry(SpanKeys.RESENT, 2L)
                .containsEntry(SpanKeys.ERROR, "503")
                .containsEntry(SpanKeys.HOST, "hooks.example")
                .containsEntry(SpanKeys.PORT, 443L);
        assertThat(call.getAttributes().toString()).doesNotContain("secret");
    }

    @Test
    void aReceiverIsToldTheJobsTraceContextWhereThereIsNoSpan() {
        String unsampled = TRACED.replace("-01", "-00");
        Delivery delivery = delivery(unsampled, 0);
        Span span = spans.begin(delivery, url());
        spans.end(span, new Result.Answered(200, null));

        assertThat(spans.traceparent(span, delivery.order())).isEqualTo(unsampled);
        assertThat(exporter.getFinishedSpanItems()).isEmpty();
        CallSpans off = new CallSpans(Tracing.OFF);
        Delivery traced = delivery(TRACED, 0);
        assertThat(off.traceparent(off.begin(traced, url()), traced.order())).isEqualTo(TRACED);
    }

    private static Delivery delivery(String traceparent, int attempts) {
        DeliveryOrder order =
                DeliveryOrder.newBuilder()
                        .setId("msg_1")
                        .setJob(JobState.newBuilder().setTraceparent(traceparent))
                        .build();
        return Delivery.owed(order, Share.of(0), attempts, 0);
    }

    private static CallbackUrl url() {
        return ((CallbackUrl.Reading.Sound)
                        CallbackUrl.read("https://hooks.example/in?token=secret"))
                .url();
    }
}
