package io.forebay.ingest.testing;

import io.forebay.results.reader.BatchReader;
import io.forebay.results.reader.JobIndex;
import io.forebay.results.reader.JobReader;
import io.forebay.results.reader.Reading;
import io.forebay.schemas.document.JobStates;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.redis.IndexEntry;
import io.forebay.schemas.wire.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** A view in memory. */
public final class TestingReader implements JobReader {

    public final Map<JobId, JobState> states = new ConcurrentHashMap<>();
    public final Map<FlightKey, JobState> landed = new ConcurrentHashMap<>();
    public final Map<String, Claimed> claims = new ConcurrentHashMap<>();
    public final Set<JobId> deleted = ConcurrentHashMap.newKeySet();
    public final TestingFeed feed = new TestingFeed(this);
    public final List<Duration> waits = new ArrayList<>();
    public final List<JobId> reads = new ArrayList<>();

    /** What a job has become when a wait for it is over. */
    public volatile Function<JobId, Optional<JobState>> afterWait = id -> Optional.empty();

    public volatile boolean available = true;

    /** Whether as many wait as may. */
    public volatile boolean full;

    @Override
    public synchronized Reading read(JobId id) {
        reads.add(id);
        if (!available) {
            return new Reading.Unavailable("Redis is away");
        }
        if (deleted.contains(id)) {
            return new Reading.Deleted();
        }
        JobState state = states.get(id);
        return state == null ? new Reading.NotRecorded() : new Reading.Found(state);
    }

    @Override
    public synchronized Reading awaitTerminal(JobId id, Duration timeout) {
        waits.add(timeout);
        afterWait.apply(id).ifPresent(state -> states.put(id, state));
        return read(id);
    }

    public volatile @org.jspecify.annotations.Nullable BatchReader batches;

    @Override
    public BatchReader batches() {
        return java.util.Objects.requireNonNull(batches, "this test has no batches");
    }

    @Override
    public Map<JobId, Reading> read(Collection<JobId> ids) {
        Map<JobId, Reading> readings = new HashMap<>();
        ids.forEach(id -> readings.put(id, read(id)));
        return readings;
    }

    @Override
    public Optional<Following> follow(JobId id, long after) {
        return full ? Optional.empty() : Optional.of(new Polling(id, after));
    }

    @Override
    public TestingFeed feed() {
        return feed;
    }

    @Override
    public JobIndex index() {
        return new Index();
    }

    private final class Index implements JobIndex {

        @Override
        public Page before(String tenant, Optional<IndexEntry> before, int limit) {
            if (!available) {
                return new Page.Unavailable("Redis is away");
            }
            List<IndexEntry> entries =
                    states.entrySet().stream()
                            .filter(entry -> entry.getValue().getTenant().equals(tenant))
                            .map(entry ->
                                    new IndexEntry(entry.getValue().getCreatedAt(), entry.getKey()))
                            .sorted(
                                    Comparator.comparing((IndexEntry entry) -> entry.text())
                                            .reversed())
                            .filter(entry ->
                                    before.isEmpty()
                                            || entry.text().compareTo(before.get().text()) < 0)
                            .toList();
            return new Page.Entries(
                    entries.subList(0, Math.min(limit, entries.size())), entries.size() > limit);
        }

        @Override
        public OptionalLong open(String tenant) {
            return available
                    ? OptionalLong.of(
                            states.values().stream()
                                    .filter(state -> state.getTenant().equals(tenant))
                                    .filter(state -> !JobStates.isTerminal(state))
                                    .count())
                    : OptionalLong.empty();
        }
    }

    /** Looks again and again, as nobody tells. */
    private final class Polling implements Following {

        private final JobId id;
        private long seen;

        Polling(JobId id, long after) {
            this.id = id;
            this.seen = after;
        }

        @Override
        public Optional<Reading> next(Duration timeout) {
            long until = System.nanoTime() + timeout.toNanos();
            while (System.nanoTime() - until < 0) {
                switch (read(id)) {
                    case Reading.Found found when found.state().getVersion() > seen -> {
                        seen = found.state().getVersion();
                        return Optional.of(found);
                    }
                    case Reading.Deleted gone -> {
                        return Optional.of(gone);
                    }
                    default -> LockSupport.parkNanos(1_000_000);
                }
                if (Thread.currentThread().isInterrupted()) {
                    return Optional.of(new Reading.Unavailable("interrupted"));
                }
            }
            return Optional.empty();
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    @Override
    public Optional<JobState> landed(FlightKey key) {
        return available ? Optional.ofNullable(landed.get(key)) : Optional.empty();
    }

    @Override
    public Claim claim(String tenant, String keyDigest, Claimed wanted, Duration retention) {
        if (!available) {
            return new Claim.Unknown();
        }
        Claimed before = claims.putIfAbsent(tenant + keyDigest, wanted);
        return before == null || before.equals(wanted)
                ? new Claim.Granted()
                : new Claim.Taken(before);
    }

    @Override
    public boolean isAvailable() {
        return available;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
