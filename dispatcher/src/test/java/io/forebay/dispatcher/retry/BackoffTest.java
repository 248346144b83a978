package io.forebay.dispatcher.retry;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.wire.FlightPolicy;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class BackoffTest {

    private static final FlightPolicy POLICY =
            FlightPolicy.newBuilder().setBackoffMs(500).setMaxBackoffMs(1_500).build();

    private final Backoff backoff = new Backoff(new Random(1));

    @Test
    void spreadsOverAWindowThatDoublesUpToItsBound() {
        assertThat(delays(1, Long.MAX_VALUE)).satisfies(window(500));
        assertThat(delays(2, Long.MAX_VALUE)).satisfies(window(1_000));
        assertThat(delays(3, Long.MAX_VALUE)).satisfies(window(1_500));
        assertThat(delays(1_000, Long.MAX_VALUE)).satisfies(window(1_500));
    }

    @Test
    void neverWaitsLongerThanAnyoneCan() {
        assertThat(delays(3, 200)).satisfies(window(200));
        assertThat(backoff.delay(1, POLICY, 0)).isZero();
        assertThat(backoff.delay(1, POLICY, -5)).isZero();
    }

    @Test
    void doesNotWaitWithoutABackoff() {
        assertThat(backoff.delay(1, FlightPolicy.getDefaultInstance(), Long.MAX_VALUE)).isZero();
    }

    private long[] delays(int failures, long remaining) {
        return LongStream.generate(() -> backoff.delay(failures, POLICY, remaining))
                .limit(2_000)
                .toArray();
    }

    private static Consumer<long[]> window(long ceiling) {
        return delays -> {
            var statistics = LongStream.of(delays).summaryStatistics();
            assertThat(statistics.getMin()).isBetween(0L, ceiling / 50);
            assertThat(statistics.getMax()).isBetween(ceiling - ceiling / 50, ceiling);
            assertThat(statistics.getAverage()).isBetween(ceiling * 0.45, ceiling * 0.55);
        };
    }
}
