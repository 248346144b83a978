package io.forebay.dispatcher.store;

import com.google.protobuf.ByteString;
import io.forebay.dispatcher.flight.Claim;
import io.forebay.dispatcher.flight.Claims;
import io.forebay.dispatcher.record.ClaimRecord;
import io.forebay.dispatcher.record.ClaimedRecord;
import io.forebay.schemas.id.FlightKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Claims by flight key and job id, and how many there are of each payload, so that neither many
 * jobs of one content nor many contents make it slow. Confined to the partition's thread.
 */
public final class StoredClaims implements Claims {

    private static final ByteString JOBS = ByteString.copyFrom(new byte[] {0});
    private static final ByteString PAYLOADS = ByteString.copyFrom(new byte[] {1});
    private final KeyValueStore<byte[], ClaimRecord> store;
    private byte @Nullable [] next;

    StoredClaims(KeyValueStore<byte[], ClaimRecord> store) {
        this.store = store;
    }

    @Override
    public Optional<Claim> find(FlightKey flight, String job) {
        byte[] key = key(flight, job);
        return Optional.ofNullable(store.get(key)).map(record -> read(KeyValue.pair(key, record)));
    }

    @Override
    public void keep(Claim claim) {
        find(claim.flight(), claim.job()).ifPresent(this::drop);
        store.put(
                key(claim.flight(), claim.job()),
                ClaimRecord.newBuilder()
                        .setJob(
                                ClaimedRecord.newBuilder()
                                        .addAllKeys(claim.keys())
                                        .setUntil(claim.until()))
                        .build());
        claim.keys().forEach(key -> count(key, 1));
    }

    @Override
    public void drop(Claim claim) {
        store.delete(key(claim.flight(), claim.job()));
        claim.keys().forEach(key -> count(key, -1));
    }

    @Override
    public boolean name(String key) {
        return store.get(key(key)) != null;
    }

    /** Goes round the store piece by piece, since an index by time would double every write. */
    @Override
    public List<Claim> some(int most) {
        byte[] from = next == null ? JOBS.toByteArray() : next;
        List<Claim> some = new ArrayList<>();
        try (var entries = store.range(from, PAYLOADS.toByteArray())) {
            while (some.size() < most && entries.hasNext()) {
                some.add(read(entries.next()));
            }
            next = entries.hasNext() ? entries.peekNextKey() : null;
        }
        return some;
    }

    private void count(String payload, int more) {
        byte[] key = key(payload);
        ClaimRecord before = store.get(key);
        int claims = (before == null ? 0 : before.getClaims()) + more;
        store.put(key, claims == 0 ? null : ClaimRecord.newBuilder().setClaims(claims).build());
    }

    private static Claim read(KeyValue<byte[], ClaimRecord> entry) {
        ByteString key = ByteString.copyFrom(entry.key).substring(JOBS.size());
        return new Claim(
                new FlightKey(key.substring(0, FlightKey.LENGTH)),
                key.substring(FlightKey.LENGTH).toStringUtf8(),
                entry.value.getJob().getKeysList(),
                entry.value.getJob().getUntil());
    }

    private static byte[] key(FlightKey flight, String job) {
        return JOBS.concat(flight.bytes()).concat(ascii(job)).toByteArray();
    }

    private static byte[] key(String payload) {
        return PAYLOADS.concat(ascii(payload)).toByteArray();
    }

    private static ByteString ascii(String text) {
        return ByteString.copyFrom(text, StandardCharsets.US_ASCII);
    }
}
