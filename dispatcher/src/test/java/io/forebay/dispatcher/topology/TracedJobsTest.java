package io.forebay.dispatcher.topology;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.trace.SpanKeys;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.WorkItem;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class TracedJobsTest {

    private static final String FIRST = traceparent("a", "01");
    private static final String SECOND = traceparent("b", "01");

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void tellsWhatASubmissionMetAndHowTheJobEnded() {
        Submission job = submit("cat", FIRST);
        bench.advance(Duration.ofMillis(50));
        WorkItem work = bench.onlyWork();
        bench.complete(bench.workers.started(work));
        bench.complete(bench.workers.landed(work));

        SpanData decided = only("process forebay.jobs");
        assertThat(decided.getTraceId()).isEqualTo("a".repeat(32));
        assertThat(decided.getParentSpanId()).isEqualTo("a".repeat(16));
        assertThat(decided.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(decided.getAttributes().asMap())
                .containsEntry(SpanKeys.MESSAGING, "kafka")
                .containsEntry(SpanKeys.TOPIC, "forebay.jobs")
                .containsEntry(SpanKeys.JOB, job.getJobId())
                .containsEntry(SpanKeys.OUTCOME, "miss");
        assertThat(decided.getLinks()).isEmpty();
        SpanData ended = only("job resnet");
        assertThat(ended.getTraceId()).isEqualTo("a".repeat(32));
        assertThat(ended.getParentSpanId()).isEqualTo("a".repeat(16));
        assertThat(ended.getStartEpochNanos()).isEqualTo(MILLISECONDS.toNanos(job.getCreatedAt()));
        assertThat(ended.getEndEpochNanos() - ended.getStartEpochNanos())
                .isEqualTo(MILLISECONDS.toNanos(50));
        assertThat(ended.getEvents())
                .extracting(EventData::getName)
                .containsExactly("queued", "running", "succeeded");
        assertThat(ended.getAttributes().asMap())
                .containsEntry(SpanKeys.CACHE, "miss")
                .containsEntry(SpanKeys.STATE, "succeeded")
                .containsEntry(SpanKeys.ATTEMPTS, 1L);
    }

    @Test
    void aJobThatJoinsAFlightIsLinkedToTheTraceThatItFliesIn() {
        submit("cat", FIRST);
        submit("cat", SECOND);
        bench.complete(bench.workers.landed(bench.onlyWork()));

        SpanData joined = named("process forebay.jobs").getLast();
        assertThat(joined.getTraceId()).isEqualTo("b".repeat(32));
        assertThat(joined.getAttributes().get(SpanKeys.OUTCOME)).isEqualTo("coalesced");
        assertThat(joined.getLinks())
                .singleElement()
                .satisfies(link -> {
                    assertThat(link.getSpanContext().getTraceId()).isEqualTo("a".repeat(32));
                    assertThat(link.getSpanContext().getSpanId()).isEqualTo("a".repeat(16));
                });
        assertThat(named("job resnet"))
                .extracting(span -> span.getAttributes().get(SpanKeys.CACHE))
                .containsExactly("miss", "coalesced");
    }

    @Test
    void aSubmissionThatIsProcessedAgainIsToldByTheSameSpan() {
        Submission job = submit("cat", FIRST);
        bench.submit(job);

        assertThat(named("process forebay.jobs"))
                .hasSize(2)
                .extracting(SpanData::getSpanId)
                .containsOnly(named("process forebay.jobs").getFirst().getSpanId());
    }

    @Test
    void aJobThatFailsSaysWhy() {
        submit("cat", FIRST);
        bench.complete(bench.workers.badInput(bench.onlyWork()));

        SpanData ended = only("job resnet");
        assertThat(ended.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(ended.getAttributes().get(SpanKeys.ERROR)).isEqualTo("invalid-input");
    }

    @Test
    void nothingIsToldOfAJobThatIsNotTraced() {
        submit("cat", traceparent("c", "00"));
        submit("dog", "");
        bench.work().forEach(work -> bench.complete(bench.workers.landed(work)));

        assertThat(bench.states()).hasSize(2);
        assertThat(bench.spans.getFinishedSpanItems()).isEmpty();
    }

    private Submission submit(String content, String traceparent) {
        return bench.submit(bench.jobs.about(content, job -> job.setTraceparent(traceparent)));
    }

    private SpanData only(String name) {
        assertThat(named(name)).hasSize(1);
        return named(name).getFirst();
    }

    private List<SpanData> named(String name) {
        return bench.spans.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    private static String traceparent(String digit, String flags) {
        return "00-%s-%s-%s".formatted(digit.repeat(32), digit.repeat(16), flags);
    }
}
