package io.forebay.worker.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LatencyTest {

    private final Latency latency = new Latency();

    @Test
    void findsTheLineThroughWhatItSaw() {
        for (int rows = 1; rows <= 32; rows *= 2) {
            latency.saw(rows, millis(5 + 2L * rows));
        }
        assertThat(latency.of(10)).isBetween(millis(24), millis(26));
        assertThat(latency.rowsWithin(millis(25), 32)).isBetween(9, 10);
        assertThat(latency.rowsWithin(millis(1_000), 32)).isEqualTo(32);
    }

    @Test
    void letsAtLeastOneRowThroughAndAllWhileNothingIsKnown() {
        assertThat(latency.rowsWithin(millis(1), 32)).isEqualTo(32);
        assertThat(latency.of(4)).isZero();
        latency.saw(1, millis(10));
        assertThat(latency.rowsWithin(millis(1), 32)).as("one size says nothing").isEqualTo(32);
        latency.saw(2, millis(20));
        assertThat(latency.rowsWithin(millis(1), 32)).isEqualTo(1);
    }

    @Test
    void takesUpAChangeAndKeepsCalmInNoise() {
        Random random = new Random(1);
        for (int run = 0; run < 400; run++) {
            int rows = 1 + random.nextInt(16);
            latency.saw(rows, millis(10L * rows + random.nextInt(5)));
        }
        assertThat(latency.of(8)).isBetween(millis(76), millis(88));
        for (int run = 0; run < 400; run++) {
            int rows = 1 + random.nextInt(16);
            latency.saw(rows, millis(20L * rows));
        }
        assertThat(latency.of(8)).isBetween(millis(158), millis(162));
    }

    @Test
    void neverTakesMoreRowsForQuicker() {
        latency.saw(1, millis(10));
        latency.saw(8, millis(5));
        assertThat(latency.of(8)).isGreaterThanOrEqualTo(latency.of(1));
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
