package io.forebay.results.reader;

import io.forebay.results.metrics.ResultStoreMeters;
import io.forebay.results.pulse.Pulse;
import io.forebay.results.pulse.PulseReader;
import io.forebay.results.pulse.PulseStore;
import io.forebay.results.redis.RedisClient;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.redis.RedisKeys;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Reads the view in Redis. Never throws because of Redis. */
public final class RedisJobReader implements JobReader, DeliveryReader, PulseReader {

    private final RedisClient redis;
    private final RedisKeys keys;
    private final View view;
    private final Waiters waiters;
    private final Waker waker;
    private final Claims claims;
    private final BatchView batches;
    private final DeliveryView deliveries;
    private final PulseStore pulse;
    private final RedisFeed feed;
    private final RedisJobIndex index;
    private final InstantSource clock;
    private final ResultStoreMeters meters;

    private RedisJobReader(
            ReaderConfig config, RedisKeys keys, ResultStoreMeters meters, InstantSource clock) {
        this.redis = RedisClient.connect(config.redis());
        this.keys = keys;
        HighestPositions highest = new HighestPositions(keys.partitions());
        this.view = new View(redis, keys, highest, meters);
        this.waiters = new Waiters(config.maxWaiters());
        FeedWatches watches = new FeedWatches();
        this.waker = new Waker(redis, view, waiters, watches, config);
        IndexReads reads = new IndexReads(redis, keys, highest, meters);
        this.feed = new RedisFeed(reads, view, keys, watches);
        this.index = new RedisJobIndex(reads, keys, clock);
        this.claims = new Claims(redis, meters);
        this.batches = new BatchView(redis, keys, view);
        this.deliveries = new DeliveryView(redis, keys);
        this.pulse = new PulseStore(redis, clock);
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
    public Map<JobId, Reading> read(Collection<JobId> ids) {
        return view.read(ids);
    }

    @Override
    public Reading awaitTerminal(JobId id, Duration timeout) {
        Optional<Following> free = follow(id, UNTIL_ENDED);
        if (free.isEmpty()) {
            return read(id);
        }
        try (Following following = free.get()) {
            Optional<Reading> ended = following.next(timeout);
            meters.waited(ended.isPresent() ? "ended" : "timed-out");
            return ended.orElseGet(() -> read(id));
        }
    }

    @Override
    public Optional<Following> follow(JobId id, long after) {
        Optional<Waiters.Place> place = waiters.register(id, after);
        if (place.isEmpty()) {
            meters.waited("refused");
        }
        return place.map(free -> new FollowedJob(id, free, view, waker));
    }

    @Override
    public Feed feed() {
        return feed;
    }

    @Override
    public JobIndex index() {
        return index;
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
    public Optional<Pulse> pulse() {
        return pulse.pulse();
    }

    @Override
    public Deliveries deliveries(BatchId id) {
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
}
