package io.forebay.ingest.http;

import io.forebay.ingest.problem.LimitSeen;
import io.forebay.ingest.problem.Refusal;
import io.forebay.schemas.problem.ProblemCode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The streams that are open, within their limits. Safe for use by several threads. */
final class OpenStreams implements AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(5);

    private final StreamsConfig limits;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Integer> byTenant = new ConcurrentHashMap<>();
    private final Set<Thread> writers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    OpenStreams(StreamsConfig limits, MeterRegistry registry) {
        this.limits = limits;
        Gauge.builder("forebay.ingest.streams", open, AtomicInteger::get)
                .description("Event streams and feeds that are open")
                .register(registry);
    }

    /** A stream's place. */
    final class Place implements AutoCloseable {

        private final String tenant;

        private Place(String tenant) {
            this.tenant = tenant;
        }

        /** Called by the thread that writes, which is interrupted when the server stops. */
        void begin() {
            writers.add(Thread.currentThread());
            if (closed) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            writers.remove(Thread.currentThread());
            open.decrementAndGet();
            byTenant.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    Duration heartbeat() {
        return limits.heartbeat();
    }

    /**
     * Takes a place.
     *
     * @throws io.forebay.ingest.problem.RefusedException when there is none
     */
    Place open(String tenant) {
        int mine = byTenant.merge(tenant, 1, Integer::sum);
        int all = open.incrementAndGet();
        Place place = new Place(tenant);
        if (mine > limits.maxPerTenant()) {
            place.close();
            throw Refusal.of(
                            ProblemCode.TOO_MANY_REQUESTS,
                            "the tenant may have %d streams open at once"
                                    .formatted(limits.maxPerTenant()))
                    .with(new LimitSeen("streams", limits.maxPerTenant(), mine))
                    .retryAfter(RETRY)
                    .toException();
        }
        if (all > limits.max()) {
            place.close();
            throw Refusal.of(ProblemCode.NOT_READY, "this node has as many streams open as it may")
                    .with(new LimitSeen("node_streams", limits.max(), all))
                    .retryAfter(RETRY)
                    .toException();
        }
        return place;
    }

    /** Ends all of them; their clients come again elsewhere. */
    @Override
    public void close() {
        closed = true;
        writers.forEach(Thread::interrupt);
    }
}
