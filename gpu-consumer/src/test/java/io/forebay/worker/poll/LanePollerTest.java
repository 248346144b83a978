package io.forebay.worker.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.topic.Nudge;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.fake.Items;
import io.forebay.worker.fake.TestClock;
import io.forebay.worker.meter.WorkerMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LanePollerTest {

    private static final String TOPIC = Topics.work("m", Lane.INTERACTIVE).name();
    private static final TopicPartition ZERO = new TopicPartition(TOPIC, 0);
    private static final TopicPartition ONE = new TopicPartition(TOPIC, 1);

    private final CommitKeepingConsumer consumer = new CommitKeepingConsumer();
    private final LoneRun loneRun = new LoneRun(false);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TakenWork taken = new TakenWork();
    private final LanePoller poller = poller(4, Duration.ZERO);

    /** Remembers what was committed of partitions that have since been handed on, too. */
    private static final class CommitKeepingConsumer extends MockConsumer<byte[], byte[]> {
        private final Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();

        CommitKeepingConsumer() {
            super("earliest");
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            super.commitSync(offsets);
            commits.putAll(offsets);
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets,
                @Nullable OffsetCommitCallback callback) {
            super.commitAsync(offsets, callback);
            commits.putAll(offsets);
        }
    }

    /** Keeps what it is given. */
    private static final class TakenWork implements Intake {
        private final Map<String, Attempt> attempts = new HashMap<>();
        private final List<String> order = new ArrayList<>();
        private int purges;

        @Override
        public long weigh(WorkItem item, int recordBytes) {
            return recordBytes;
        }

        @Override
        public void accept(List<Attempt> batch) {
            for (Attempt attempt : batch) {
                attempts.put(attempt.item().getFlightId(), attempt);
                order.add(attempt.item().getFlightId());
            }
        }

        @Override
        public void purge() {
            purges++;
        }

        Attempt of(int number) {
            Attempt attempt = attempts.get("flight-" + number);
            assertThat(attempt).as("attempt %d", number).isNotNull();
            return attempt;
        }
    }

    @Test
    void commitsOnlyWhatIsFinished() {
        assign(ZERO);
        records(ZERO, 0, 1, 2);
        poller.turn();
        assertThat(taken.order).containsExactly("flight-0", "flight-1", "flight-2");
        assertThat(committedOffset(ZERO)).isZero();

        finish(0);
        end(1);
        poller.turn();
        assertThat(committedOffset(ZERO)).isEqualTo(1);

        finish(2);
        poller.turn();
        assertThat(committedOffset(ZERO)).isEqualTo(1);

        taken.of(1).finish();
        poller.turn();
        assertThat(committedOffset(ZERO)).isEqualTo(3);
    }

    @Test
    void commitsThePositionPastRecordsThatNobodySees() {
        assign(ZERO);
        records(ZERO, 0);
        poller.turn();
        finish(0);
        // What a transaction marker does: the position moves on, and there is no record.
        consumer.seek(ZERO, 5);
        records(ZERO, 5);
        poller.turn();
        finish(5);
        poller.turn();

        assertThat(committedOffset(ZERO)).isEqualTo(6);
    }

    @Test
    void doesNotRunAgainWhatTheLastOwnerFinished() {
        PartitionOffsets before = PartitionOffsets.restore(null);
        for (int offset = 0; offset < 4; offset++) {
            before.open(offset);
        }
        before.done(1);
        before.done(2);
        consumer.updateBeginningOffsets(Map.of(ZERO, 0L));
        poller.subscribe();
        consumer.commitSync(Map.of(ZERO, before.toCommit().orElseThrow()));
        consumer.rebalance(List.of(ZERO));
        records(ZERO, 0, 1, 2, 3);
        poller.turn();

        assertThat(taken.order).containsExactly("flight-0", "flight-3");
        finish(0);
        poller.turn();
        assertThat(committedOffset(ZERO)).isEqualTo(3);
    }

    @Test
    void passesOverWhatItCannotRead() {
        assign(ZERO);
        record(ZERO, 0, new byte[] {(byte) 0xff, 1, 2});
        record(ZERO, 1, Items.item(1).clearFlightKey().build().toByteArray());
        record(ZERO, 2, null);
        records(ZERO, 3);
        poller.turn();
        assertThat(taken.order).containsExactly("flight-3");
        assertThat(committedOffset(ZERO)).isEqualTo(3);

        finish(3);
        poller.turn();
        assertThat(committedOffset(ZERO)).isEqualTo(4);
        assertThat(registry.get("forebay.worker.undecodable").counter().count()).isEqualTo(3);
    }

    @Test
    void passesOverNudgesWithoutAWord() {
        assign(ZERO);
        consumer.addRecord(new ConsumerRecord<>(TOPIC, ZERO.partition(), 0, Nudge.key(), null));
        poller.turn();
        poller.turn();

        assertThat(committedOffset(ZERO)).isEqualTo(1);
        assertThat(registry.get("forebay.worker.undecodable").counter().count()).isZero();
    }

    @Test
    void takesFromOtherPartitionsWhileOneIsFlooded() {
        assign(ZERO, ONE);
        records(ZERO, 0, 1, 2, 3, 4, 5);
        poller.turn();
        records(ONE, 10, 11);
        records(ZERO, 6);
        poller.turn();
        assertThat(taken.order).endsWith("flight-10", "flight-11").doesNotContain("flight-6");

        assertThat(consumer.paused()).containsExactlyInAnyOrder(ZERO, ONE);
    }

    @Test
    void letsOneAtATimeThroughOfAnOrderingKey() {
        assign(ZERO);
        ordered(ZERO, 0, "s");
        ordered(ZERO, 1, "s");
        ordered(ZERO, 2, "other");
        records(ZERO, 3);
        poller.turn();
        assertThat(taken.order).containsExactly("flight-0", "flight-2", "flight-3");

        finish(3);
        end(0);
        poller.turn();
        assertThat(taken.order).hasSize(3);

        taken.of(0).finish();
        poller.turn();
        assertThat(taken.order).containsExactly("flight-0", "flight-2", "flight-3", "flight-1");

        ordered(ZERO, 4, "s");
        finish(1);
        poller.turn();
        poller.turn();
        finish(4);
        finish(2);
        poller.turn();
        assertThat(committedOffset(ZERO)).isEqualTo(5);
    }

    @Test
    void keepsTheOrderWhenAPartitionIsTakenOverAgain() {
        assign(ZERO);
        ordered(ZERO, 0, "s");
        ordered(ZERO, 1, "s");
        poller.turn();
        assertThat(taken.order).containsExactly("flight-0");

        consumer.rebalance(List.of());
        consumer.rebalance(List.of(ZERO));
        ordered(ZERO, 0, "s");
        ordered(ZERO, 1, "s");
        poller.turn();
        assertThat(taken.order).containsExactly("flight-0", "flight-0");

        finish(0);
        poller.turn();
        assertThat(taken.order).endsWith("flight-1");
    }

    @Test
    void pausesWhenFullAndGoesOnWhenHalfIsDone() {
        assign(ZERO, ONE);
        records(ZERO, 0, 1);
        records(ONE, 2, 3);
        poller.turn();
        assertThat(consumer.paused()).containsExactlyInAnyOrder(ZERO, ONE);

        // Each partition has its share of what a lane may have in hand.
        finish(3);
        poller.turn();
        assertThat(consumer.paused()).containsExactly(ZERO);

        finish(0);
        poller.turn();
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void pausesByBytesToo() {
        LanePoller narrow =
                new LanePoller(
                        consumer,
                        Topics.work("m", Lane.INTERACTIVE),
                        new LaneSettings(
                                1_000,
                                1,
                                Duration.ofNanos(1),
                                Duration.ZERO,
                                Duration.ZERO,
                                new LoneRun(false)),
                        taken,
                        new TestClock(),
                        new WorkerMeters(registry).lane("m", Lane.INTERACTIVE));
        consumer.updateBeginningOffsets(Map.of(ZERO, 0L));
        narrow.subscribe();
        consumer.rebalance(List.of(ZERO));
        records(ZERO, 0);
        narrow.turn();
        assertThat(consumer.paused()).containsExactly(ZERO);

        finish(0);
        narrow.turn();
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void pausesAPartitionWhoseMetadataWouldOverflow() {
        LanePoller wide = poller(100_000, Duration.ZERO);
        consumer.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
        wide.subscribe();
        consumer.rebalance(List.of(ZERO, ONE));
        for (int offset = 0; offset < PartitionOffsets.MAX_SPAN; offset++) {
            records(ZERO, offset);
        }
        wide.turn();
        assertThat(consumer.paused()).containsExactly(ZERO);

        finish(0);
        wide.turn();
        assertThat(consumer.paused()).isEmpty();
    }

    @Test
    void readsOnFromPartitionsThatComeWhileItIsFullUpToTheirShare() {
        assign(ZERO);
        records(ZERO, 0, 1, 2, 3);
        poller.turn();
        consumer.updateBeginningOffsets(Map.of(ONE, 0L));
        consumer.rebalance(List.of(ZERO, ONE));
        assertThat(consumer.paused()).containsExactly(ZERO);

        records(ONE, 10, 11);
        poller.turn();
        assertThat(taken.order).endsWith("flight-10", "flight-11");
        assertThat(consumer.paused()).containsExactlyInAnyOrder(ZERO, ONE);
    }

    @Test
    void handsOnWhatHasNotBegunAndCommitsWhatIsDone() {
        assign(ZERO, ONE);
        records(ZERO, 0, 1, 2);
        records(ONE, 10);
        poller.turn();
        finish(0);
        finish(2);
        consumer.rebalance(List.of(ONE));

        assertThat(taken.of(1).isWaiting()).isFalse();
        assertThat(taken.of(1).begin()).isFalse();
        assertThat(taken.of(10).isWaiting()).isTrue();
        assertThat(taken.purges).isEqualTo(1);
        OffsetAndMetadata handedOn = committed(ZERO);
        PartitionOffsets next = PartitionOffsets.restore(handedOn);
        assertThat(next.open(1)).isTrue();
        assertThat(next.open(2)).isFalse();
    }

    @Test
    void givesWorkInProgressTimeBeforeItHandsOn() {
        LanePoller patient = poller(4, Duration.ofSeconds(20));
        consumer.updateBeginningOffsets(Map.of(ZERO, 0L));
        patient.subscribe();
        consumer.rebalance(List.of(ZERO));
        records(ZERO, 0, 1);
        patient.turn();
        assertThat(taken.of(0).begin()).isTrue();
        Thread device =
                Thread.ofPlatform()
                        .start(() -> {
                            // What has not begun is let go of first.
                            while (taken.of(1).isWaiting()) {
                                Thread.onSpinWait();
                            }
                            taken.of(0).end();
                            taken.of(0).finish();
                        });
        consumer.rebalance(List.of());

        assertThat(committedOffset(ZERO)).isEqualTo(1);
        assertThat(device).isNotNull();
    }

    @Test
    void handsOnWithoutWhatTakesTooLong() {
        assign(ZERO);
        records(ZERO, 0, 1);
        poller.turn();
        finish(1);
        assertThat(taken.of(0).begin()).isTrue();
        consumer.rebalance(List.of());
        assertThat(committedOffset(ZERO)).isZero();

        taken.of(0).finish();
        poller.turn();
        assertThat(committedOffset(ZERO)).isZero();
    }

    @Test
    void freesTheRoomOfWhatItHandedOn() {
        assign(ZERO, ONE);
        records(ZERO, 0, 1, 2, 3);
        poller.turn();
        assertThat(taken.of(0).begin()).isTrue();
        consumer.rebalance(List.of(ONE));
        poller.turn();

        assertThat(consumer.paused()).doesNotContain(ONE);
        assertThat(registry.get("forebay.worker.in.hand").gauge().value()).isZero();
    }

    @Test
    void dropsWhatItLostWithoutCommitting() {
        assign(ZERO);
        records(ZERO, 0, 1);
        poller.turn();
        finish(0);
        poller.rebalance().onPartitionsLost(Set.of(ZERO));

        assertThat(taken.of(1).isWaiting()).isFalse();
        assertThat(committedOffset(ZERO)).isZero();
    }

    @Test
    void drainsWhatIsInProgressAndLeavesTheRest() {
        LanePoller draining = poller(4, Duration.ofSeconds(20));
        consumer.updateBeginningOffsets(Map.of(ZERO, 0L));
        draining.subscribe();
        consumer.rebalance(List.of(ZERO));
        records(ZERO, 0, 1);
        draining.turn();
        assertThat(taken.of(0).begin()).isTrue();
        consumer.schedulePollTask(() -> {
            taken.of(0).end();
            taken.of(0).finish();
        });
        draining.finish();

        assertThat(taken.of(1).isWaiting()).isFalse();
        assertThat(consumer.paused()).containsExactly(ZERO);
        assertThat(committedOffset(ZERO)).isEqualTo(1);
    }

    @Test
    void takesNothingNewWhileItDrains() {
        LanePoller draining = poller(4, Duration.ofSeconds(20));
        consumer.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
        draining.subscribe();
        consumer.rebalance(List.of(ZERO));
        records(ZERO, 0);
        draining.turn();
        assertThat(taken.of(0).begin()).isTrue();
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(ZERO, ONE));
            records(ONE, 7);
        });
        consumer.schedulePollTask(() -> {
            taken.of(0).end();
            taken.of(0).finish();
        });
        draining.finish();

        assertThat(taken.order).containsExactly("flight-0");
        assertThat(consumer.paused()).contains(ONE);
    }

    @Test
    void givesUpDrainingAfterItsTime() {
        assign(ZERO);
        records(ZERO, 0);
        poller.turn();
        assertThat(taken.of(0).begin()).isTrue();
        poller.finish();

        assertThat(committedOffset(ZERO)).isZero();
    }

    @Test
    void closesItsConsumerInTheEnd() {
        consumer.updateBeginningOffsets(Map.of(ZERO, 0L));
        consumer.schedulePollTask(poller::drain);
        poller.run();

        assertThat(consumer.closed()).isTrue();
        assertThat(poller.hasJoined()).isTrue();
    }

    @Test
    void commitsNothingTwice() {
        assign(ZERO);
        records(ZERO, 0);
        poller.turn();
        finish(0);
        for (int i = 0; i < 5; i++) {
            poller.turn();
        }

        // The start, and what was finished.
        assertThat(registry.get("forebay.worker.commits").tag("outcome", "done").counter().count())
                .isEqualTo(2);
    }

    @Test
    void runsSuspectsOneByOneAfterTheLogWasToldWhichOne() {
        orphan(new Custody(true, 3, 0, Custody.NONE, Custody.NONE, Custody.NONE), 0, 4);
        consumer.rebalance(List.of(ZERO));
        records(ZERO, 0, 1, 2, 3);
        poller.turn();

        assertThat(taken.order).containsExactly("flight-3", "flight-0");
        assertThat(taken.of(0).mustRunAlone()).isTrue();
        assertThat(custody().alone()).isZero();

        finish(0);
        poller.turn();
        assertThat(taken.order).endsWith("flight-0", "flight-1");
        assertThat(custody().alone()).isEqualTo(1);
    }

    @Test
    void condemnsTheOneThatRanAloneWhenTheLastOwnerDied() {
        orphan(new Custody(true, 4, 4, 1, Custody.NONE, 1), 0, 4);
        consumer.rebalance(List.of(ZERO));
        records(ZERO, 0, 1, 2, 3);
        poller.turn();

        assertThat(taken.order).containsExactly("flight-1", "flight-0");
        assertThat(taken.of(1).isCondemned()).isTrue();
        assertThat(taken.of(0).isCondemned()).isFalse();
    }

    @Test
    void runsAloneAgainWhatRanAloneWhenAShelteredOwnerDied() {
        orphan(new Custody(true, 4, 4, 1, Custody.NONE, Custody.NONE), 1, 4);
        consumer.rebalance(List.of(ZERO));
        records(ZERO, 1, 2, 3);
        poller.turn();

        assertThat(taken.order).containsExactly("flight-1");
        assertThat(taken.of(1).mustRunAlone()).isTrue();
        assertThat(taken.of(1).isCondemned()).isFalse();
        assertThat(custody().doubtful()).isEqualTo(1);
    }

    @Test
    void waitsForItsTurnToRunASuspect() {
        orphan(new Custody(true, 3, 0, Custody.NONE, Custody.NONE, Custody.NONE), 0, 4);
        assertThat(loneRun.take()).isTrue();
        consumer.rebalance(List.of(ZERO));
        records(ZERO, 0);
        poller.turn();
        assertThat(taken.order).isEmpty();

        loneRun.giveBack();
        poller.turn();
        assertThat(taken.order).containsExactly("flight-0");
    }

    @Test
    void tellsTheNextOwnerOfItsDeathAndOfNoneWhenItHandsOn() {
        assign(ZERO);
        records(ZERO, 0);
        poller.turn();
        assertThat(custody().held()).isTrue();

        consumer.rebalance(List.of());
        assertThat(custody().held()).isFalse();
    }

    private Custody custody() {
        OffsetAndMetadata committed = committed(ZERO);
        assertThat(committed).isNotNull();
        return Custody.of(committed);
    }

    /** As a worker left a partition that died. */
    private void orphan(Custody custody, long offset, long logEnd) {
        consumer.updateBeginningOffsets(Map.of(ZERO, 0L));
        consumer.updateEndOffsets(Map.of(ZERO, logEnd));
        poller.subscribe();
        consumer.commitSync(Map.of(ZERO, custody.with(new OffsetAndMetadata(offset))));
    }

    private LanePoller poller(int maxItems, Duration patience) {
        return new LanePoller(
                consumer,
                Topics.work("m", Lane.INTERACTIVE),
                new LaneSettings(
                        maxItems, Long.MAX_VALUE, Duration.ofNanos(1), patience, patience, loneRun),
                taken,
                new TestClock(),
                new WorkerMeters(registry).lane("m", Lane.INTERACTIVE));
    }

    private void assign(TopicPartition... partitions) {
        Map<TopicPartition, Long> beginnings = new HashMap<>();
        for (TopicPartition partition : partitions) {
            beginnings.put(partition, 0L);
        }
        consumer.updateBeginningOffsets(beginnings);
        poller.subscribe();
        consumer.rebalance(List.of(partitions));
    }

    private void ordered(TopicPartition partition, int offset, String key) {
        record(partition, offset, Items.item(offset).setOrderingKey(key).build().toByteArray());
    }

    private void records(TopicPartition partition, int... offsets) {
        for (int offset : offsets) {
            record(partition, offset, Items.item(offset).build().toByteArray());
        }
    }

    private void record(TopicPartition partition, long offset, byte @Nullable [] value) {
        consumer.addRecord(
                new ConsumerRecord<>(TOPIC, partition.partition(), offset, new byte[0], value));
    }

    private void finish(int number) {
        end(number);
        taken.of(number).finish();
    }

    private void end(int number) {
        assertThat(taken.of(number).begin()).isTrue();
        taken.of(number).end();
    }

    private @Nullable OffsetAndMetadata committed(TopicPartition partition) {
        return consumer.commits.get(partition);
    }

    private long committedOffset(TopicPartition partition) {
        OffsetAndMetadata committed = committed(partition);
        assertThat(committed).isNotNull();
        return committed.offset();
    }
}
