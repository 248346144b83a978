package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.schemas.trace.TracingConfig;
import io.forebay.standalone.SpanReceiver.Received;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One trace from a request to its webhook, as a collector gets it over OTLP. */
class TracingIT {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CALLER = "b7ad6b7169203331";

    @Test
    void aJobIsOneTraceFromItsRequestToItsWebhook() throws Exception {
        try (SpanReceiver receiver = SpanReceiver.start()) {
            String metrics;
            try (Standalone forebay = start(new TracingConfig(receiver.url(), 0.0))) {
                Api.Answer answer =
                        RunningForebay.api(forebay)
                                .postFile(
                                        "/v1/models/digits/jobs",
                                        Samples.file("digit-7.png"),
                                        "image/png",
                                        "Forebay-Callback",
                                        receiver.url() + "/hook",
                                        "traceparent",
                                        "00-%s-%s-01".formatted(TRACE, CALLER));
                assertThat(answer.status()).as("%s", answer.json()).isEqualTo(202);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> receiver.traceparents().size() == 1);
                metrics = openMetrics(forebay.uri());
            }
            // Closing it has sent off what was left.
            List<Received> spans = receiver.spans();
            Received request = only(spans, "POST /v1/models/{model}/jobs");
            assertThat(request.trace()).isEqualTo(TRACE);
            assertThat(request.parent()).isEqualTo(CALLER);
            for (String name :
                    List.of(
                            "send forebay.jobs",
                            "process forebay.jobs",
                            "process forebay.work.digits.interactive",
                            "job digits",
                            "process forebay.job-states",
                            "POST")) {
                Received step =
                        spans.stream().filter(one -> one.is(name)).findFirst().orElseThrow();
                assertThat(step.trace()).as(name).isEqualTo(TRACE);
                assertThat(step.parent()).as(name).isEqualTo(request.id());
            }
            assertThat(receiver.traceparents())
                    .containsExactly("00-%s-%s-01".formatted(TRACE, only(spans, "POST").id()));
            Received batch = only(spans, "batch digits");
            assertThat(batch.trace()).isNotEqualTo(TRACE);
            assertThat(batch.linkedTraces()).containsExactly(TRACE);
            assertThat(only(spans, "process forebay.work.digits.interactive").linkedTraces())
                    .containsExactly(batch.trace());
            assertThat(spans)
                    .extracting(Received::service)
                    .contains(
                            "forebay-ingest",
                            "forebay-dispatcher",
                            "forebay-worker",
                            "forebay-results");
            for (String histogram :
                    List.of(
                            "forebay_ingest_requests_seconds",
                            "forebay_dispatcher_job_duration_seconds",
                            "forebay_webhooks_delay_seconds")) {
                assertThat(metrics)
                        .containsPattern(
                                histogram + "_bucket\\{.*# \\{.*trace_id=\"" + TRACE + "\"");
            }
        }
    }

    private static Received only(List<Received> spans, String name) {
        List<Received> named = spans.stream().filter(one -> one.is(name)).toList();
        assertThat(named).as(name).hasSize(1);
        return named.getFirst();
    }

    private static String openMetrics(URI server) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(server.resolve("/metrics"))
                                    .header("Accept", "application/openmetrics-text")
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private static Standalone start(TracingConfig tracing) {
        return Standalone.start(
                StandaloneConfig.of(
                                RunningForebay.freshHome(),
                                0,
                                RunningForebay.MODELS,
                                System.getenv("PATH"))
                        .with(tracing),
                new Stages(new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }
}
