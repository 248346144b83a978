package io.forebay.dispatcher.forget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class NudgesTest {

    private static final TopicPartition A = new TopicPartition("forebay.jobs", 0);
    private static final TopicPartition B = new TopicPartition("forebay.jobs", 1);
    private static final long SEGMENT = 1_000;

    /** A tenth more than a segment lasts. */
    private static final long QUIET = 1_100;

    private final Nudges nudges = new Nudges(Duration.ofMillis(SEGMENT));

    @Test
    void aPartitionThatWentQuietWantsOne() {
        assertThat(nudges.due(Map.of(A, 7L), 0)).isEmpty();
        assertThat(nudges.due(Map.of(A, 7L), QUIET - 1)).isEmpty();
        assertThat(nudges.due(Map.of(A, 7L), QUIET)).isEqualTo(Map.of(A, 7L));
    }

    @Test
    void aRecordBeginsTheTimeAnew() {
        nudges.due(Map.of(A, 7L, B, 3L), 0);
        assertThat(nudges.due(Map.of(A, 8L, B, 3L), SEGMENT)).isEmpty();
        assertThat(nudges.due(Map.of(A, 8L, B, 3L), QUIET)).isEqualTo(Map.of(B, 3L));
        assertThat(nudges.due(Map.of(A, 8L), SEGMENT + QUIET)).isEqualTo(Map.of(A, 8L));
    }

    @Test
    void oneIsEnoughUntilThereIsAnotherRecord() {
        nudges.due(Map.of(A, 7L), 0);
        nudges.due(Map.of(A, 7L), QUIET);
        nudges.nudged(A, 7, QUIET);
        assertThat(nudges.due(Map.of(A, 8L), 9 * QUIET)).isEmpty();

        nudges.due(Map.of(A, 9L), 10 * QUIET);
        assertThat(nudges.due(Map.of(A, 9L), 11 * QUIET)).isEqualTo(Map.of(A, 9L));
    }

    @Test
    void oneThatCouldNotBeWrittenStaysDue() {
        nudges.due(Map.of(A, 7L), 0);
        assertThat(nudges.due(Map.of(A, 7L), QUIET)).isNotEmpty();
        assertThat(nudges.due(Map.of(A, 7L), QUIET + 1)).isNotEmpty();
    }

    @Test
    void aPartitionThatNeverHadARecordWantsNone() {
        nudges.due(Map.of(A, 0L), 0);
        assertThat(nudges.due(Map.of(A, 0L), QUIET)).isEmpty();
    }

    @Test
    void whoTakesOverKnowsNothingAndNudgesOnceMore() {
        nudges.due(Map.of(A, 7L), 0);
        nudges.nudged(A, 7, QUIET);
        nudges.forget();
        nudges.due(Map.of(A, 8L), 2 * QUIET);
        assertThat(nudges.due(Map.of(A, 8L), 3 * QUIET)).isEqualTo(Map.of(A, 8L));
    }
}
