package io.forebay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.trace.SpanKeys;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TracedRequestsTest {

    private static final String JOBS = "/v1/models/sum/jobs";
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String TRACED = "00-" + TRACE + "-b7ad6b7169203331-01";

    private final TestingServer server = new TestingServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aJobIsCausedByTheSpanOfItsRequest() {
        server.post(JOBS, TestingServer.SUM, "traceparent", TRACED);

        SpanData request = server.spans.getFinishedSpanItems().getFirst();
        assertThat(request.getName()).isEqualTo("POST /v1/models/{model}/jobs");
        assertThat(request.getKind()).isEqualTo(SpanKind.SERVER);
        assertThat(request.getTraceId()).isEqualTo(TRACE);
        assertThat(request.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(request.getAttributes().asMap())
                .containsEntry(SpanKeys.METHOD, "POST")
                .containsEntry(SpanKeys.ROUTE, "/v1/models/{model}/jobs")
                .containsEntry(SpanKeys.PATH, JOBS)
                .containsEntry(SpanKeys.STATUS, 202L);
        assertThat(server.publisher.onlySubmission().getTraceparent())
                .isEqualTo("00-%s-%s-01".formatted(TRACE, request.getSpanId()));
    }

    @Test
    void aJobWithoutATraceContextGetsOneThatSaysWhetherItIsTraced() {
        server.post(JOBS, TestingServer.SUM);

        assertThat(server.publisher.onlySubmission().getTraceparent())
                .matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        assertThat(server.spans.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void probesAndScrapersAreNotTraced() {
        server.send(server.authorized("/health/live").header("traceparent", TRACED));
        server.send(server.authorized("/metrics").header("traceparent", TRACED));

        assertThat(server.spans.getFinishedSpanItems()).isEmpty();
    }
}
