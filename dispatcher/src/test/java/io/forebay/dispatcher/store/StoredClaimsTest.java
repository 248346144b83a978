package io.forebay.dispatcher.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.dispatcher.flight.Claim;
import io.forebay.dispatcher.record.ClaimRecord;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.topic.ProtobufSerde;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class StoredClaimsTest {

    private final KeyValueStore<byte[], ClaimRecord> store =
            Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore("claims"),
                            Serdes.ByteArray(),
                            new ProtobufSerde<>(ClaimRecord.parser()))
                    .withLoggingDisabled()
                    .build();
    private StoredClaims claims;

    @BeforeEach
    void open() {
        var context = new MockProcessorContext<Void, Void>();
        store.init(context.getStateStoreContext(), store);
        claims = new StoredClaims(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aPayloadIsNamedUntilItsLastClaimIsDropped() {
        Claim first = claim(1, "a", "own-1", "shared");
        Claim second = claim(1, "b", "own-2", "shared");
        claims.keep(first);
        claims.keep(second);
        assertThat(claims.find(flight(1), "a")).contains(first);

        claims.drop(first);
        assertThat(claims.name("own-1")).isFalse();
        assertThat(claims.name("shared")).isTrue();
        claims.drop(second);
        assertThat(claims.name("shared")).isFalse();
        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void aJobsNewClaimStandsForTheOneBefore() {
        claims.keep(claim(1, "a", "x", "y"));
        claims.keep(claim(1, "a", "y", "z"));

        assertThat(claims.name("x")).isFalse();
        claims.drop(claim(1, "a", "y", "z"));
        assertThat(claims.name("y")).isFalse();
        assertThat(store.approximateNumEntries()).isZero();
    }

    @Test
    void showsAllInTurnAndBeginsAnew() {
        Set<Claim> kept = new HashSet<>();
        for (int flight = 250; flight < 256; flight++) {
            Claim claim = claim(flight, "job", "key-" + flight);
            claims.keep(claim);
            kept.add(claim);
        }

        Set<Claim> seen = new HashSet<>(claims.some(4));
        assertThat(seen).hasSize(4);
        seen.addAll(claims.some(4));
        assertThat(seen).isEqualTo(kept);
        assertThat(claims.some(10)).hasSize(6);
    }

    private static Claim claim(int flight, String job, String... keys) {
        return new Claim(flight(flight), job, List.of(keys), 7);
    }

    private static FlightKey flight(int number) {
        byte[] key = new byte[32];
        key[0] = (byte) number;
        return new FlightKey(ByteString.copyFrom(key));
    }
}
