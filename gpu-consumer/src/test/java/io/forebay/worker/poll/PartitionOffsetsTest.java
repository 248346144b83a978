package io.forebay.worker.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

final class PartitionOffsetsTest {

    @Test
    void knowsNothingToCommitBeforeTheFirstRecord() {
        assertThat(PartitionOffsets.restore(null).toCommit()).isEmpty();
    }

    @Test
    void commitsTheLowestOpenOffset() {
        PartitionOffsets offsets = PartitionOffsets.restore(null);
        openAll(offsets, 5, 6, 7);
        offsets.done(6);

        assertThat(commit(offsets).offset()).isEqualTo(5);

        offsets.done(5);
        assertThat(commit(offsets).offset()).isEqualTo(7);
    }

    @Test
    void commitsThePositionBehindMarkersWhenAllIsDone() {
        PartitionOffsets offsets = PartitionOffsets.restore(null);
        openAll(offsets, 5, 6);
        offsets.advance(9);
        offsets.done(5);
        offsets.done(6);

        assertThat(commit(offsets)).isEqualTo(new OffsetAndMetadata(9, ""));
    }

    @Test
    void followsThePositionWithoutRecords() {
        PartitionOffsets offsets = PartitionOffsets.restore(new OffsetAndMetadata(40));
        offsets.advance(43);

        assertThat(commit(offsets).offset()).isEqualTo(43);
    }

    @Test
    void doesNotOpenAgainWhatWasDoneBefore() {
        PartitionOffsets before = PartitionOffsets.restore(null);
        openAll(before, 10, 11, 12, 13, 14);
        before.done(11);
        before.done(13);
        PartitionOffsets after = PartitionOffsets.restore(commit(before));

        assertThat(after.open(10)).isTrue();
        assertThat(after.open(11)).isFalse();
        assertThat(after.open(12)).isTrue();
        assertThat(after.open(13)).isFalse();
        assertThat(after.open(14)).isTrue();
    }

    @Test
    void keepsWhatWasDoneBeyondItsOwnPosition() {
        PartitionOffsets first = PartitionOffsets.restore(null);
        openAll(first, 0, 1, 2, 3, 4, 5);
        first.done(1);
        first.done(5);
        PartitionOffsets second = PartitionOffsets.restore(commit(first));
        second.open(0);
        second.open(1);
        second.done(0);
        assertThat(commit(second).offset()).isEqualTo(2);
        PartitionOffsets third = PartitionOffsets.restore(commit(second));

        assertThat(third.open(2)).isTrue();
        assertThat(third.open(5)).isFalse();
    }

    @Test
    void ignoresMetadataThatIsNotItsOwn() {
        for (String foreign : List.of("{\"a\":1}", "1:***", "2:AAAA", "1:" + "_".repeat(4_094))) {
            PartitionOffsets offsets = PartitionOffsets.restore(new OffsetAndMetadata(3, foreign));

            assertThat(offsets.open(3)).as(foreign).isTrue();
            assertThat(offsets.open(4)).as(foreign).isTrue();
        }
    }

    @Test
    void isFullBeforeTheMetadataOverflows() {
        PartitionOffsets offsets = PartitionOffsets.restore(null);
        offsets.open(0);
        long offset = 1;
        while (!offsets.isFull()) {
            offsets.open(offset);
            offsets.done(offset++);
        }
        assertThat(offset).isEqualTo(PartitionOffsets.MAX_SPAN);
        for (int room = 0; room < 4_096; room++) {
            offsets.open(offset);
            offsets.done(offset++);
        }
        OffsetAndMetadata commit = commit(offsets);
        PartitionOffsets after = PartitionOffsets.restore(commit);

        assertThat(commit.metadata()).hasSizeLessThanOrEqualTo(4_096);
        assertThat(after.open(0)).isTrue();
        assertThat(after.open(offset - 1)).isFalse();
    }

    @Test
    void cutsWhatTheMetadataCannotHold() {
        PartitionOffsets offsets = PartitionOffsets.restore(null);
        for (long offset = 0; offset < 100_000; offset++) {
            offsets.open(offset);
            if (offset % 2 == 1) {
                offsets.done(offset);
            }
        }
        OffsetAndMetadata commit = commit(offsets);
        PartitionOffsets after = PartitionOffsets.restore(commit);

        assertThat(commit.metadata()).hasSizeBetween(3_900, 4_096);
        assertThat(after.open(DoneAbove.MAX_BITS - 1)).isFalse();
        assertThat(after.open(DoneAbove.MAX_BITS + 1)).isTrue();
    }

    /** Against a model that keeps everything: any order of ends, gaps, and takeovers in between. */
    @RepeatedTest(200)
    void neverCommitsPastAnOpenOffsetAndNeverReopensADoneOne(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Long> log = logWithGaps(random);
        TreeSet<Long> done = new TreeSet<>();
        OffsetAndMetadata committed = new OffsetAndMetadata(log.getFirst());
        while (done.size() < log.size()) {
            committed = oneOwner(random, log, done, committed);
        }
        PartitionOffsets last = PartitionOffsets.restore(committed);
        long from = committed.offset();
        log.stream().filter(o -> o >= from).forEach(o -> assertThat(last.open(o)).isFalse());
        last.advance(log.getLast() + 3);
        committed = commit(last);

        assertThat(committed).isEqualTo(new OffsetAndMetadata(log.getLast() + 3, ""));
    }

    private static OffsetAndMetadata oneOwner(
            Random random, List<Long> log, SortedSet<Long> done, OffsetAndMetadata committed) {
        PartitionOffsets offsets = PartitionOffsets.restore(committed);
        List<Long> open = new ArrayList<>();
        long fetched = random.nextInt(log.size() + 1);
        for (long offset :
                log.stream().filter(o -> o >= committed.offset()).limit(fetched).toList()) {
            assertThat(offsets.open(offset)).isEqualTo(!done.contains(offset));
            if (!done.contains(offset)) {
                open.add(offset);
            }
            boolean isLast = offset == log.getLast();
            offsets.advance(isLast ? offset + 3 : offset + 1);
        }
        Collections.shuffle(open, random);
        OffsetAndMetadata latest = committed;
        for (long offset : open.subList(0, random.nextInt(open.size() + 1))) {
            offsets.done(offset);
            done.add(offset);
            latest = commit(offsets);
            assertThat(latest.offset()).isLessThanOrEqualTo(lowestOpen(log, done));
        }
        return done.isEmpty() ? committed : commit(offsets);
    }

    private static long lowestOpen(List<Long> log, SortedSet<Long> done) {
        return log.stream().filter(o -> !done.contains(o)).findFirst().orElse(log.getLast() + 3);
    }

    private static List<Long> logWithGaps(Random random) {
        List<Long> log = new ArrayList<>();
        long next = random.nextInt(1_000);
        for (int i = 0; i < 60; i++) {
            log.add(next);
            next += 1 + (random.nextInt(4) == 0 ? random.nextInt(5) : 0);
        }
        return log;
    }

    private static void openAll(PartitionOffsets offsets, long... all) {
        for (long offset : all) {
            assertThat(offsets.open(offset)).isTrue();
        }
    }

    private static OffsetAndMetadata commit(PartitionOffsets offsets) {
        return offsets.toCommit().orElseThrow();
    }
}
