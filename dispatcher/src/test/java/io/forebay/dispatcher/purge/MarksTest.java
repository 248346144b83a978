package io.forebay.dispatcher.purge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class MarksTest {

    private static final TopicPartition A = new TopicPartition("forebay.jobs", 0);
    private static final TopicPartition B = new TopicPartition("forebay.jobs", 1);

    private final Marks marks = new Marks();

    @Test
    void whatIsNotCommittedStays() {
        assertThat(marks.next(Map.of(A, 7L), Map.of(A, 9L))).isEqualTo(Map.of(A, 7L));
    }

    @Test
    void whatIsYoungStays() {
        assertThat(marks.next(Map.of(A, 7L), Map.of(A, 5L))).isEqualTo(Map.of(A, 5L));
    }

    @Test
    void aPartitionWithoutYoungRecordsGoesAsFarAsItIsCommitted() {
        assertThat(marks.next(Map.of(A, 7L), Map.of())).isEqualTo(Map.of(A, 7L));
    }

    @Test
    void onlyPartitionsWithMoreToPurgeAreNamed() {
        marks.purged(A, 7);
        assertThat(marks.next(Map.of(A, 7L, B, 3L), Map.of())).isEqualTo(Map.of(B, 3L));
        assertThat(marks.next(Map.of(A, 8L), Map.of())).isEqualTo(Map.of(A, 8L));
        assertThat(marks.next(Map.of(A, 8L), Map.of(A, 6L))).isEmpty();
    }

    @Test
    void aReaderThatWentBackTakesNothingWithIt() {
        marks.purged(A, 7);
        assertThat(marks.next(Map.of(A, 2L), Map.of())).isEmpty();
    }

    @Test
    void aPartitionOfWhichNothingWasReadIsLeftAlone() {
        assertThat(marks.next(Map.of(A, 0L), Map.of())).isEmpty();
    }
}
