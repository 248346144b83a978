package io.forebay.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.trace.SpanKeys;
import io.forebay.schemas.trace.Traceparent;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.JobEvent;
import io.forebay.schemas.wire.Submission;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SendSpansTest {

    private static final String TRACED = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    @Test
    void aTracedSubmissionIsSentAsItIs() {
        JobEvent event = submission(TRACED, "");
        SendSpans.Begun begun = spans(0).begin(event, 3);
        begun.acknowledged(17);

        assertThat(begun.event()).isSameAs(event);
        SpanData sent = exporter.getFinishedSpanItems().getFirst();
        assertThat(sent.getName()).isEqualTo("send forebay.jobs");
        assertThat(sent.getKind()).isEqualTo(SpanKind.PRODUCER);
        assertThat(sent.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(sent.getAttributes().asMap())
                .containsEntry(SpanKeys.PARTITION, "3")
                .containsEntry(SpanKeys.OFFSET, 17L)
                .containsEntry(SpanKeys.JOB, "job_1");
    }

    @Test
    void aLineOfABatchBeginsATraceOfItsOwn() {
        SendSpans.Begun begun = spans(1).begin(submission("", "batch_1"), 0);
        begun.failed(new IOException("away"));

        SpanData sent = exporter.getFinishedSpanItems().getFirst();
        assertThat(begun.event().getSubmission().getTraceparent())
                .isEqualTo(Traceparent.of(sent.getSpanContext()));
        assertThat(sent.getAttributes().get(SpanKeys.BATCH)).isEqualTo("batch_1");
        assertThat(sent.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void whatIsNotTracedIsSentAsItIs() {
        JobEvent line = submission("", "batch_1");
        JobEvent other = submission(TRACED.replace("-01", "-00"), "");

        assertThat(spans(0).begin(line, 0).event()).isSameAs(line);
        assertThat(spans(1).begin(other, 0).event()).isSameAs(other);
        assertThat(new SendSpans(Tracing.OFF).begin(line, 0).event()).isSameAs(line);
        assertThat(exporter.getFinishedSpanItems()).isEmpty();
    }

    private SendSpans spans(double ratio) {
        return new SendSpans(Tracing.by(SimpleSpanProcessor.create(exporter), ratio, "test"));
    }

    private static JobEvent submission(String traceparent, String batch) {
        return JobEvent.newBuilder()
                .setSubmission(
                        Submission.newBuilder()
                                .setJobId("job_1")
                                .setBatchId(batch)
                                .setTraceparent(traceparent))
                .build();
    }
}
