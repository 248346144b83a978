package io.forebay.ingest.testing;

import io.forebay.results.reader.BatchReader;
import io.forebay.results.reader.JobReader;
import io.forebay.results.reader.Reading;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.JobState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A view in memory. */
public final class TestingReader implements JobReader {

    public final Map<JobId, JobState> states = new ConcurrentHashMap<>();
    public final Map<FlightKey, JobState> landed = new ConcurrentHashMap<>();
    public final Map<String, Claimed> claims = new ConcurrentHashMap<>();
    public final List<Duration> waits = new ArrayList<>();
    public final List<JobId> reads = new ArrayList<>();

    /** What a job has become when a wait for it is over. */
    public volatile Function<JobId, Optional<JobState>> afterWait = id -> Optional.empty();

    public volatile boolean available = true;

    @Override
    public synchronized Reading read(JobId id) {
        reads.add(id);
        if (!available) {
            return new Reading.Unavailable("Redis is away");
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
