package io.forebay.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class StableOffsetsTest {

    private static final Instant START = Instant.EPOCH;
    private static final TopicPartition ONE = new TopicPartition("states", 0);
    private static final TopicPartition TWO = new TopicPartition("states", 1);

    private final StableOffsets offsets = new StableOffsets();

    private Duration held(long seconds, long endOne, long stableOne, long endTwo, long stableTwo) {
        Map<String, Duration> held =
                offsets.held(
                        Map.of(ONE, endOne, TWO, endTwo),
                        Map.of(ONE, stableOne, TWO, stableTwo),
                        START.plusSeconds(seconds));
        return held.getOrDefault("states", Duration.ofDays(-1));
    }

    @Test
    void readersThatKeepUpAreNotHeld() {
        assertThat(held(0, 10, 10, 5, 5)).isZero();
        assertThat(held(60, 10, 10, 5, 5)).isZero();
        assertThat(held(120, 20, 19, 5, 5)).isZero();
        assertThat(held(180, 30, 29, 5, 5)).isZero();
    }

    @Test
    void anOffsetThatStandsStillBelowTheEndHoldsThem() {
        held(0, 10, 8, 5, 5);

        assertThat(held(30, 20, 8, 5, 5)).isEqualTo(Duration.ofSeconds(30));
        assertThat(held(40, 30, 8, 6, 5)).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void theyAreFreeWhenTheTransactionEnds() {
        held(0, 10, 8, 5, 5);
        held(30, 20, 8, 5, 5);

        assertThat(held(31, 20, 20, 5, 5)).isZero();
    }
}
