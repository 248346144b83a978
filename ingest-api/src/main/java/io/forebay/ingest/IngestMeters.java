package io.forebay.ingest;

import io.forebay.ingest.http.RequestMeter;
import io.forebay.ingest.publish.KafkaPublisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of this module. Safe for use by several threads. */
final class IngestMeters implements RequestMeter {

    private final MeterRegistry registry;
    private final Map<Key, Timer> requests = new ConcurrentHashMap<>();

    private record Key(String route, String outcome) {}

    IngestMeters(MeterRegistry registry) {
        this.registry = registry;
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
                .description("Requests, from the first byte read to the answer written")
                .tag("route", key.route())
                .tag("outcome", key.outcome())
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(60))
                .register(registry);
    }

    private Timer publish(String outcome) {
        return Timer.builder("forebay.ingest.publish")
                .description("Events sent to the queue, until it acknowledged them")
                .tag("outcome", outcome)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
    }
}
