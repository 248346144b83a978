package io.forebay.loadtests.phase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    @Test
    void constantArrivalsHaveEqualGaps() {
        Arrivals arrivals = Arrivals.of(Arrivals.Gaps.CONSTANT, 200, Duration.ofSeconds(1), 1);
        assertThat(arrivals.count()).isEqualTo(200);
        assertThat(arrivals.offsetNanos(0)).isEqualTo(5_000_000);
        assertThat(arrivals.offsetNanos(199)).isEqualTo(1_000_000_000);
    }

    @Test
    void poissonArrivalsHaveTheRateAndTheSpread() {
        Arrivals arrivals = Arrivals.of(Arrivals.Gaps.POISSON, 1000, TEN_SECONDS, 1);
        double[] gaps =
                IntStream.range(1, arrivals.count())
                        .mapToDouble(i -> arrivals.offsetNanos(i) - arrivals.offsetNanos(i - 1))
                        .toArray();
        double mean = Arrays.stream(gaps).average().orElse(0);
        double variance =
                Arrays.stream(gaps).map(gap -> (gap - mean) * (gap - mean)).average().orElse(0);
        assertThat(arrivals.count()).isBetween(9_700, 10_300);
        // Exponential gaps: the standard deviation is the mean.
        assertThat(Math.sqrt(variance) / mean).isBetween(0.95, 1.05);
        assertThat(Arrays.stream(gaps).min().orElse(-1)).isNotNegative();
    }

    @Test
    void areTheSameForTheSameSeedAlone() {
        assertThat(offsets(1)).isEqualTo(offsets(1)).isNotEqualTo(offsets(2));
    }

    @Test
    void refuseARateOfNothing() {
        assertThatThrownBy(() -> Arrivals.of(Arrivals.Gaps.POISSON, 0, TEN_SECONDS, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static long[] offsets(long seed) {
        Arrivals arrivals = Arrivals.of(Arrivals.Gaps.POISSON, 100, TEN_SECONDS, seed);
        return IntStream.range(0, arrivals.count()).mapToLong(arrivals::offsetNanos).toArray();
    }
}
