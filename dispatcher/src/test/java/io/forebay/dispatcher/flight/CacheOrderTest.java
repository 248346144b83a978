package io.forebay.dispatcher.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.wire.Execution;
import io.forebay.schemas.wire.Payload;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CacheOrderTest {

    private final CacheOrder order = new CacheOrder();

    @Test
    void evictsTheOldestOverTheBound() {
        assertThat(order.land(flight(1, 10), 2)).isEmpty();
        assertThat(order.land(flight(2, 20), 2)).isEmpty();
        assertThat(order.land(flight(3, 30), 2)).containsExactly(key(1));
    }

    @Test
    void evictsAllThatALowerBoundLeavesNoRoomFor() {
        order.land(flight(1, 10), 3);
        order.land(flight(2, 20), 3);
        order.land(flight(3, 30), 3);

        assertThat(order.land(flight(4, 40), 1)).containsExactly(key(1), key(2), key(3));
    }

    @Test
    void countsAFlightThatLandsAgainOnceAndAsYoung() {
        order.land(flight(1, 10), 2);
        order.land(flight(2, 20), 2);
        assertThat(order.land(flight(1, 30), 2)).isEmpty();

        assertThat(order.land(flight(3, 40), 2)).containsExactly(key(2));
    }

    @Test
    void expiresFromTheOldestOnWithinALimit() {
        order.land(flight(1, 10), 9);
        order.land(flight(2, 20), 9);
        order.land(flight(3, 30), 9);

        assertThat(order.expire(1_020, 1)).containsExactly(key(1));
        assertThat(order.expire(1_020, 9)).containsExactly(key(2));
        assertThat(order.expire(1_020, 9)).isEmpty();
        assertThat(order.size()).isEqualTo(1);
    }

    @Test
    void restoresTheOrderOfLandings() {
        order.restore(
                List.of(
                        CacheOrder.Known.of(flight(2, 20)),
                        CacheOrder.Known.of(flight(3, 30)),
                        CacheOrder.Known.of(flight(1, 10))));

        assertThat(order.land(flight(4, 40), 3)).containsExactly(key(1));
    }

    @Test
    void forgetsAFlightThatFliesAgain() {
        order.land(flight(1, 10), 1);
        order.forget(flight(1, 10));

        assertThat(order.size()).isZero();
        assertThat(order.land(flight(2, 20), 1)).isEmpty();
    }

    private static Landed flight(int n, long landedAt) {
        return new Landed(
                key(n),
                "resnet/1",
                Payload.getDefaultInstance(),
                Execution.getDefaultInstance(),
                landedAt,
                landedAt + 1_000,
                new Origin("job", "acme"));
    }

    private static FlightKey key(int n) {
        byte[] bytes = new byte[32];
        bytes[0] = (byte) n;
        return FlightKey.of(bytes);
    }
}
