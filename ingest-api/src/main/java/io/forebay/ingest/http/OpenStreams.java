package io.forebay.ingest.http;

import io.forebay.ingest.admission.Quotas;
import io.forebay.ingest.auth.Authenticator;
import io.forebay.ingest.auth.Caller;
import io.forebay.ingest.problem.LimitSeen;
import io.forebay.ingest.problem.Refusal;
import io.forebay.schemas.problem.ProblemCode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The streams that are open, within their limits. Safe for use by several threads. */
final class OpenStreams implements AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(5);

    /** Well within the time in which a revoked key must be of no use. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final StreamsConfig limits;
    private final Quotas quotas;
    private final Authenticator authenticator;
    private final AtomicInteger open = new AtomicInteger();
    private final Map<String, Integer> byTenant = new ConcurrentHashMap<>();
    private final Map<Thread, Caller> writers = new ConcurrentHashMap<>();
    private volatile boolean closed;

    OpenStreams(
            StreamsConfig limits,
            Quotas quotas,
            Authenticator authenticator,
            MeterRegistry registry) {
        this.limits = limits;
        this.quotas = quotas;
        this.authenticator = authenticator;
        Gauge.builder("forebay.ingest.streams", open, AtomicInteger::get).register(registry);
    }

    /** A stream's place. */
    final class Place implements AutoCloseable {

        private final Caller caller;

        private Place(Caller caller) {
            this.caller = caller;
        }

        /** Called by the thread that writes, which is interrupted when the server stops. */
        void begin() {
            writers.put(Thread.currentThread(), caller);
            if (closed) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            writers.remove(Thread.currentThread());
            open.decrementAndGet();
            byTenant.computeIfPresent(caller.tenant(), (_, count) -> count == 1 ? null : count - 1);
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
    Place open(Caller caller) {
        int mine = byTenant.merge(caller.tenant(), 1, Integer::sum);
        int all = open.incrementAndGet();
        Place place = new Place(caller);
        int most = Math.min(limits.maxPerTenant(), quotas.streams(caller.tenant()));
        if (mine > most) {
            place.close();
            throw Refusal.of(
                            ProblemCode.TOO_MANY_REQUESTS,
                            "the tenant may have %d streams open at once".formatted(most))
                    .with(new LimitSeen("streams", most, mine))
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

    /**
     * Ends the streams of those whose key or token is not valid any more, about every second, until
     * this is closed.
     */
    void endInvalid() {
        try {
            while (!closed) {
                Thread.sleep(LOOK);
                writers.forEach((writer, caller) -> {
                    if (!authenticator.holds(caller)) {
                        writer.interrupt();
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all of them; their clients come again elsewhere. */
    @Override
    public void close() {
        closed = true;
        writers.keySet().forEach(Thread::interrupt);
    }
}
