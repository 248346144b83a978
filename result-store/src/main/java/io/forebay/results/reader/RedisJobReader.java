package io.forebay.results.reader;

import io.forebay.results.metrics.ResultStoreMeters;
import io.forebay.results.redis.RedisClient;
import io.forebay.results.state.Lifecycle;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads the view in Redis. Never throws because of Redis. */
public final class RedisJobReader implements JobReader, DeliveryReader {

    private final RedisClient redis;
    private final RedisKeys keys;
    private final View view;
    private final Waiters waiters;
    private final Waker waker;
    private final Claims claims;
    private final BatchView batches;
    private final DeliveryView deliveries;
    private final InstantSource clock;
    private final ResultStoreMeters meters;

    private RedisJobReader(
            ReaderConfig config, RedisKeys keys, ResultStoreMeters meters, InstantSource clock) {
        this.redis = RedisClient.connect(config.redis());
        this.keys = keys;
        this.view = new View(redis, keys, meters);
        this.waiters = new Waiters(config.maxWaiters());
        this.waker = new Waker(redis, view, waiters, config);
        this.claims = new Claims(redis, meters);
        this.batches = new BatchView(redis, keys, view);
        this.deliveries = new DeliveryView(redis, keys);
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Returns at once, also while Redis is away.
     *
     * @param partitions of the topics keyed by flight
     */
    public static RedisJobReader start(
            ReaderConfig config, int partitions, MeterRegistry registry, InstantSource clock) {
        ResultStoreMeters meters = new ResultStoreMeters(registry);
        RedisJobReader reader =
                new RedisJobReader(config, new RedisKeys(partitions), meters, clock);
        meters.waiters(reader.waiters::count);
        reader.waker.start();
        return reader;
    }

    @Override
    public Reading read(JobId id) {
        return view.read(id);
    }

    @Override
    public Reading awaitTerminal(JobId id, Duration timeout) {
        long until = System.nanoTime() + timeout.toNanos();
        Optional<Waiters.Place> free = waiters.register(id);
        if (free.isEmpty()) {
            meters.waited("refused");
            return read(id);
        }
        try (Waiters.Place place = free.get()) {
            Reading now = read(id);
            if (hasEnded(now)) {
                return now;
            }
            return await(place.ended(), until - System.nanoTime()).orElseGet(() -> read(id));
        }
    }

    @Override
    public Optional<JobState> landed(FlightKey key) {
        long now = clock.millis();
        return view.landed(key)
                .filter(job -> job.getState() == State.SUCCEEDED)
                .filter(job -> job.getCacheUntil() > now);
    }

    @Override
    public Claim claim(String tenant, String keyDigest, Claimed wanted, Duration retention) {
        return claims.claim(keys.idempotencyClaim(tenant, keyDigest), wanted, retention);
    }

    @Override
    public BatchReader batches() {
        return batches;
    }

    @Override
    public Deliveries deliveries(JobId id) {
        return deliveries.deliveries(id);
    }

    @Override
    public boolean isAvailable() {
        return view.isAvailable();
    }

    /** Whoever waits is answered with what can be said without Redis. */
    @Override
    public void close() {
        waker.close();
        redis.close();
        waiters.abandon();
    }

    private Optional<Reading> await(CompletableFuture<JobState> ended, long nanos) {
        try {
            Reading found = new Reading.Found(ended.get(nanos, TimeUnit.NANOSECONDS));
            meters.waited("ended");
            return Optional.of(found);
        } catch (TimeoutException e) {
            meters.waited("timed-out");
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new Reading.Unavailable("the wait was interrupted"));
        } catch (CancellationException | ExecutionException e) {
            return Optional.of(new Reading.Unavailable("the reader was closed"));
        }
    }

    private static boolean hasEnded(Reading reading) {
        return reading instanceof Reading.Found found
                && Lifecycle.hasEnded(found.state().getState());
    }
}
