package io.forebay.dispatcher.store;

import com.google.protobuf.ByteString;
import io.forebay.dispatcher.job.Card;
import io.forebay.dispatcher.job.Jobs;
import io.forebay.dispatcher.job.OpenJob;
import io.forebay.dispatcher.record.OpenJobRecord;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Jobs by their id. Confined to the partition's thread.
 *
 * <p>The key of an open job is its route and its id. A job id carries the route of its flight, so
 * that a job is found by its id alone, and all jobs of a flight by one scan over their route; the
 * few that another flight of the same route has are passed over.
 */
public final class StoredJobs implements Jobs {

    private final KeyValueStore<byte[], OpenJobRecord> waiters;
    private final KeyValueStore<byte[], Long> ended;
    private byte @Nullable [] nextEnded;

    StoredJobs(KeyValueStore<byte[], OpenJobRecord> waiters, KeyValueStore<byte[], Long> ended) {
        this.waiters = waiters;
        this.ended = ended;
    }

    @Override
    public Optional<OpenJob> find(JobId id) {
        return Optional.ofNullable(waiters.get(key(id))).map(JobRecords::read);
    }

    @Override
    public void keep(OpenJob job) {
        waiters.put(key(job.card()), JobRecords.write(job));
    }

    @Override
    public void drop(Card card) {
        waiters.delete(key(card));
    }

    @Override
    public void each(FlightKey flight, Consumer<OpenJob> visitor) {
        try (var entries = onRoute(flight)) {
            while (entries.hasNext()) {
                OpenJobRecord record = entries.next().value;
                if (isOf(flight, record)) {
                    visitor.accept(JobRecords.read(record));
                }
            }
        }
    }

    @Override
    public Optional<OpenJob> first(FlightKey flight) {
        try (var entries = onRoute(flight)) {
            while (entries.hasNext()) {
                OpenJobRecord record = entries.next().value;
                if (isOf(flight, record)) {
                    return Optional.of(JobRecords.read(record));
                }
            }
            return Optional.empty();
        }
    }

    @Override
    public boolean hasEnded(JobId id, long now) {
        Long until = ended.get(text(id));
        return until != null && now < until;
    }

    @Override
    public void rememberEnded(JobId id, long until) {
        ended.put(text(id), until);
    }

    /** Goes round the store piece by piece, since an index by time would double every write. */
    @Override
    public void forgetEnded(long now, int most) {
        try (var entries = nextEnded == null ? ended.all() : ended.range(nextEnded, null)) {
            for (int seen = 0; seen < most && entries.hasNext(); seen++) {
                var entry = entries.next();
                if (entry.value <= now) {
                    ended.delete(entry.key);
                }
            }
            nextEnded = entries.hasNext() ? entries.peekNextKey() : null;
        }
    }

    /** Shows all open jobs. */
    public void each(Consumer<OpenJob> visitor) {
        try (var entries = waiters.all()) {
            entries.forEachRemaining(entry -> visitor.accept(JobRecords.read(entry.value)));
        }
    }

    private KeyValueIterator<byte[], OpenJobRecord> onRoute(FlightKey flight) {
        ByteString route = flight.bytes().substring(0, Integer.BYTES);
        return waiters.prefixScan(route.toByteArray(), new ByteArraySerializer());
    }

    private static boolean isOf(FlightKey flight, OpenJobRecord record) {
        return record.getSubmission().getFlightKey().equals(flight.bytes());
    }

    private static byte[] key(JobId id) {
        return key(id.route().value(), id);
    }

    /** The same key without taking the id apart. */
    private static byte[] key(Card card) {
        return key(card.flight().route().value(), card.id());
    }

    private static byte[] key(int route, JobId id) {
        byte[] text = text(id);
        return ByteBuffer.allocate(Integer.BYTES + text.length).putInt(route).put(text).array();
    }

    private static byte[] text(JobId id) {
        return id.text().getBytes(StandardCharsets.US_ASCII);
    }
}
