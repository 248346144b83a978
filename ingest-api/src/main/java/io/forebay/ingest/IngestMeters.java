package io.forebay.ingest;

import io.forebay.ingest.admission.BacklogMeter;
import io.forebay.ingest.admission.LaneBacklog;
import io.forebay.ingest.admission.ModelLane;
import io.forebay.ingest.http.RequestMeter;
import io.forebay.ingest.publish.KafkaPublisher;
import io.forebay.schemas.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The meters of this module. Safe for use by several threads. */
final class IngestMeters implements RequestMeter, BacklogMeter {

    private final MeterRegistry registry;
    private final Map<Key, Timer> requests = new ConcurrentHashMap<>();

    private record Key(String route, String outcome) {}

    private final MultiGauge waiting;
    private final MultiGauge predictedWait;
    private final MultiGauge held;

    IngestMeters(MeterRegistry registry) {
        this.registry = registry;
        this.waiting = MultiGauge.builder("forebay.backlog.jobs").register(registry);
        this.predictedWait = MultiGauge.builder("forebay.backlog.wait").register(registry);
        this.held = MultiGauge.builder("forebay.topic.held").register(registry);
    }

    /** The wait is NaN where work waits and nobody can say: no worker has been seen. */
    @Override
    public void sampled(Map<ModelLane, LaneBacklog> lanes, Map<String, Duration> holdUps) {
        waiting.register(rows(lanes, IngestMeters::tags, LaneBacklog::waiting), true);
        predictedWait.register(
                rows(
                        lanes,
                        IngestMeters::tags,
                        backlog ->
                                backlog.predictedWait()
                                        .map(wait -> wait.toMillis() / 1000.0)
                                        .orElse(Double.NaN)),
                true);
        held.register(
                rows(holdUps, topic -> Tags.of("topic", topic), wait -> wait.toMillis() / 1000.0),
                true);
    }

    private static <K, V> List<MultiGauge.Row<?>> rows(
            Map<K, V> values, Function<K, Tags> tags, Function<V, Number> value) {
        return values.entrySet().stream()
                .<MultiGauge.Row<?>>map(one ->
                        MultiGauge.Row.of(tags.apply(one.getKey()), value.apply(one.getValue())))
                .toList();
    }

    private static Tags tags(ModelLane lane) {
        return Tags.of("model", lane.model(), "lane", Topics.laneName(lane.lane()));
    }

    /** Outcomes are problem codes and success statuses, so there are not many. */
    @Override
    public void answered(String route, String outcome, Duration took) {
        requests.computeIfAbsent(new Key(route, outcome), this::timer).record(took);
    }

    KafkaPublisher.Timings publishes() {
        return new KafkaPublisher.Timings(publish("acknowledged"), publish("unavailable"));
    }

    private Timer timer(Key key) {
        return Timer.builder("forebay.ingest.requests")
                .tag("route", key.route())
                .tag("outcome", key.outcome())
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(60))
                .register(registry);
    }

    private Timer publish(String outcome) {
        return Timer.builder("forebay.ingest.publish")
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
    }
}
