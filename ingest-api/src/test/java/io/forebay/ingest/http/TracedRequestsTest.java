package io.forebay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.trace.SpanKeys;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.PayloadRef;
import io.forebay.schemas.wire.State;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    void aJobIsCausedByTheSpanOfItsRequest() throws InterruptedException {
        server.post(JOBS, TestingServer.SUM, "traceparent", TRACED);

        SpanData request = ended();
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

    /** By its span where the caller is traced, else by what the caller sent. */
    @Test
    void aLineAboutARequestForAJobNamesTheJobAndTheTrace() {
        TestingJobs jobs = new TestingJobs(server);
        JobState job =
                jobs.through(jobs.id(), State.QUEUED, State.SUCCEEDED).toBuilder()
                        .setOutput(
                                Payload.newBuilder()
                                        .setRef(PayloadRef.newBuilder().setKey("out/lost")))
                        .build();
        jobs.put(job);
        for (String traceparent : List.of(TRACED, TRACED.replaceAll("01$", "00"))) {
            String written =
                    written(() -> {
                        var request =
                                server.authorized("/v1/jobs/" + job.getJobId())
                                        .header("traceparent", traceparent);
                        assertThat(server.send(request).status()).isEqualTo(503);
                    });
            assertThat(written)
                    .contains(
                            "a payload cannot be read",
                            "route=\"GET /v1/jobs/{id}\"",
                            "jobId=\"" + job.getJobId() + "\"",
                            "traceId=\"" + TRACE + "\"");
        }
    }

    /** A request's span ends when its answer is sent, which may be after it was read. */
    private SpanData ended() throws InterruptedException {
        for (int i = 0; i < 500 && server.spans.getFinishedSpanItems().isEmpty(); i++) {
            Thread.sleep(10);
        }
        return server.spans.getFinishedSpanItems().getFirst();
    }

    private static String written(Runnable action) {
        PrintStream before = System.out;
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        System.setOut(new PrintStream(written, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setOut(before);
        }
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void probesAndScrapersAreNotTraced() {
        server.send(server.authorized("/health/live").header("traceparent", TRACED));
        server.send(server.authorized("/metrics").header("traceparent", TRACED));

        assertThat(server.spans.getFinishedSpanItems()).isEmpty();
    }
}
