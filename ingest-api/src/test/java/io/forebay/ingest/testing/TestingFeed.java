package io.forebay.ingest.testing;

import io.forebay.results.reader.Feed;
import io.forebay.results.reader.FeedPosition;
import io.forebay.schemas.redis.IndexEntry;
import io.forebay.schemas.wire.JobState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A feed in memory over two partitions. */
public final class TestingFeed implements Feed {

    private final TestingReader reader;
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final List<String> tenants = new CopyOnWriteArrayList<>();

    TestingFeed(TestingReader reader) {
        this.reader = reader;
    }

    /** A job ends, as the next record of a partition. */
    public void end(int partition, JobState job) {
        io.forebay.schemas.id.JobId id = new io.forebay.schemas.id.JobId(job.getJobId());
        reader.states.put(id, job);
        long offset = entries.stream().filter(entry -> entry.partition() == partition).count();
        tenants.add(job.getTenant());
        entries.add(new Entry(partition, offset, new IndexEntry(job.getFinishedAt(), id)));
    }

    @Override
    public Slice read(String tenant, FeedPosition after, int limit) {
        if (!reader.available) {
            return new Slice.Unavailable("Redis is away");
        }
        List<Entry> found =
                entries.stream()
                        .filter(entry -> tenants.get(entries.indexOf(entry)).equals(tenant))
                        .filter(entry -> entry.offset() >= after.next().get(entry.partition()))
                        .toList();
        return new Slice.Entries(
                found.subList(0, Math.min(limit, found.size())), found.size() > limit);
    }

    @Override
    public Optional<FeedPosition> end() {
        return reader.available
                ? Optional.of(new FeedPosition(List.of(length(0), length(1))))
                : Optional.empty();
    }

    @Override
    public FeedPosition begin() {
        return new FeedPosition(List.of(0L, 0L));
    }

    @Override
    public Watch watch(String tenant) {
        return new Watch() {
            @Override
            public void doubt() {
                // It always looks again.
            }

            @Override
            public boolean await(Duration timeout) {
                LockSupport.parkNanos(Math.min(timeout.toNanos(), 1_000_000));
                return !Thread.currentThread().isInterrupted();
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }

    private long length(int partition) {
        return entries.stream().filter(entry -> entry.partition() == partition).count();
    }
}
