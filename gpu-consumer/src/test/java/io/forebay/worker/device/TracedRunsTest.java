package io.forebay.worker.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.trace.SpanKeys;
import io.forebay.schemas.trace.Tracing;
import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.batch.BatchFormer;
import io.forebay.worker.batch.Urgency;
import io.forebay.worker.fake.FakeEngine;
import io.forebay.worker.fake.Items;
import io.forebay.worker.fake.RecordedReports;
import io.forebay.worker.fake.TestClock;
import io.forebay.worker.meter.WorkerMeters;
import io.forebay.worker.withdrawal.Gate;
import io.forebay.worker.withdrawal.WithdrawnFlights;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TracedRunsTest {

    private final TestClock clock = new TestClock();
    private final RecordedReports reports = new RecordedReports();
    private final WorkQueue queue = new WorkQueue(new BatchFormer<>(Duration.ZERO), clock);
    private final LoadedModel model =
            new LoadedModel(new FakeEngine(Items.model("v1")), _ -> Optional.empty());
    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final Device device = device();

    @Test
    void aBatchBeginsATraceThatIsLinkedToEachOfItsTracedJobs() throws InterruptedException {
        offer(1, "a", "01");
        offer(2, "b", "00");
        offer(3, "c", "01");
        device.turn();

        SpanData batch = named("batch m").getFirst();
        assertThat(batch.getParentSpanContext().isValid()).isFalse();
        assertThat(batch.getLinks())
                .extracting(link -> link.getSpanContext().getTraceId())
                .containsExactly("a".repeat(32), "c".repeat(32));
        assertThat(batch.getAttributes().get(SpanKeys.MESSAGES)).isEqualTo(3);
        List<SpanData> runs = named("process forebay.work.m.interactive");
        assertThat(runs)
                .extracting(SpanData::getTraceId)
                .containsExactly("a".repeat(32), "c".repeat(32));
        assertThat(runs)
                .allSatisfy(run -> {
                    assertThat(run.getKind()).isEqualTo(SpanKind.CONSUMER);
                    assertThat(run.getParentSpanId()).isEqualTo(run.getTraceId().substring(0, 16));
                    assertThat(run.getAttributes().get(SpanKeys.BATCH_SIZE)).isEqualTo(3);
                    assertThat(run.getLinks())
                            .singleElement()
                            .satisfies(link ->
                                    assertThat(link.getSpanContext())
                                            .isEqualTo(batch.getSpanContext()));
                });
    }

    @Test
    void nothingIsToldOfABatchWithoutTracedJobs() throws InterruptedException {
        offer(1, "a", "00");
        device.turn();

        assertThat(reports.endings()).hasSize(1);
        assertThat(exporter.getFinishedSpanItems()).isEmpty();
    }

    private Device device() {
        LoadedModels models = new LoadedModels(2);
        models.add(model);
        return new Device(
                new Device.Parts(
                        models,
                        queue,
                        new Gate(new WithdrawnFlights(10, Duration.ofHours(1))),
                        new Verdicts(10),
                        reports,
                        new StartReporter(Duration.ofMillis(250), reports, clock),
                        new SharedProcess(),
                        Tracing.by(SimpleSpanProcessor.create(exporter), 0, "test")),
                clock,
                new WorkerMeters(new SimpleMeterRegistry()).model("m"),
                3);
    }

    private void offer(int number, String digit, String flags) {
        WorkItem item =
                Items.item(number)
                        .setTraceparent(
                                "00-%s-%s-%s".formatted(digit.repeat(32), digit.repeat(16), flags))
                        .build();
        Work work =
                new Work(
                        new Attempt(item, clock.instant(), () -> {}),
                        model,
                        new FakeEngine.Named("item-" + number, 1, "all"));
        queue.offer(List.of(work.toCandidate(new Urgency(Duration.ofSeconds(30)), clock.millis())));
    }

    private List<SpanData> named(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }
}
