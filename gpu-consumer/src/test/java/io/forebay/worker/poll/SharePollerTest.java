package io.forebay.worker.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.topic.Nudge;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.fake.FakeLoneRuns;
import io.forebay.worker.fake.FakeShareGroup;
import io.forebay.worker.fake.Items;
import io.forebay.worker.fake.TestClock;
import io.forebay.worker.meter.WorkerMeters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SharePollerTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(150);

    private static final TopicPartition WORK =
            new TopicPartition(Topics.work("m", Lane.INTERACTIVE).name(), 0);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private LoneRun loneRun = new LoneRun(false);
    private final FakeLoneRuns notes = new FakeLoneRuns();
    private final TakenWork taken = new TakenWork();
    private FakeShareGroup group = group(LONG);
    private FakeShareGroup.Member member = group.member(4);
    private SharePoller poller = poller(Duration.ofSeconds(20));

    /** Keeps what it is given. */
    private static final class TakenWork implements Intake {
        private final List<Attempt> attempts = new ArrayList<>();

        @Override
        public long weigh(WorkItem item, int recordBytes) {
            return recordBytes;
        }

        @Override
        public void accept(List<Attempt> batch) {
            attempts.addAll(batch);
        }

        @Override
        public void purge() {}

        List<String> flights() {
            return attempts.stream().map(attempt -> attempt.item().getFlightId()).toList();
        }
    }

    @Test
    void acceptsOnlyWhatIsFinished() {
        send(3);
        poller.turn();
        assertThat(taken.flights()).containsExactly("flight-0", "flight-1", "flight-2");

        end(0);
        poller.turn();
        assertThat(group.ended(0)).isEmpty();

        taken.attempts.get(0).finish();
        poller.turn();
        assertThat(group.ended(0)).contains(AcknowledgeType.ACCEPT);
        assertThat(group.ended(1)).isEmpty();
        assertThat(inHand()).isEqualTo(2);
    }

    @Test
    void takesTheNextHandfulWhenAllOfTheLastIsDone() {
        send(6);
        poller.turn();
        assertThat(taken.flights()).hasSize(4);
        for (int item = 0; item < 4; item++) {
            poller.turn();
            assertThat(taken.flights()).hasSize(4);
            finish(item);
        }
        poller.turn();
        poller.turn();
        assertThat(taken.flights()).hasSize(6);
        assertThat(group.ended(3)).contains(AcknowledgeType.ACCEPT);
    }

    @Test
    void passesOverARecordThatOnlyEndsAFile() {
        group.send(Nudge.key(), null);
        send(1);
        poller.turn();
        assertThat(taken.flights()).hasSize(1);
        finish(0);
        poller.turn();
        poller.turn();

        assertThat(group.ended(0)).contains(AcknowledgeType.ACCEPT);
        assertThat(group.ended(1)).contains(AcknowledgeType.ACCEPT);
        assertThat(registry.get("forebay.worker.undecodable").counter().count()).isZero();
    }

    @Test
    void passesOverWhatItCannotRead() {
        group.send(new byte[] {(byte) 0xff, 1, 2});
        group.send(null);
        send(1);
        poller.turn();
        assertThat(taken.flights()).hasSize(1);
        finish(0);
        poller.turn();
        poller.turn();

        assertThat(group.ended(0)).contains(AcknowledgeType.REJECT);
        assertThat(group.ended(1)).contains(AcknowledgeType.REJECT);
        assertThat(group.ended(2)).contains(AcknowledgeType.ACCEPT);
        assertThat(registry.get("forebay.worker.undecodable").counter().count()).isEqualTo(2);
    }

    @Test
    void keepsTheLockOfWhatRunsAndOfWhatWaits() {
        shortLocks();
        send(2);
        poller.turn();
        assertThat(taken.attempts.getFirst().begin()).isTrue();
        turnFor(SHORT.multipliedBy(4));

        assertThat(group.isLocked(0)).isTrue();
        assertThat(group.isLocked(1)).isTrue();
        assertThat(group.deliveries(0)).isEqualTo(1);
        assertThat(taken.flights()).hasSize(2);

        taken.attempts.getFirst().end();
        taken.attempts.getFirst().finish();
        turnFor(SHORT);
        assertThat(group.ended(0)).contains(AcknowledgeType.ACCEPT);
    }

    @Test
    void dropsWhatAnotherHasTakenBeforeItBegan() {
        shortLocks();
        send(2);
        poller.turn();
        assertThat(taken.attempts.get(0).begin()).isTrue();
        group.endLocks();
        FakeShareGroup.Member other = group.member(4);
        other.poll(Duration.ZERO)
                .forEach(record -> other.acknowledge(record, AcknowledgeType.ACCEPT));
        other.commitAsync();
        turnFor(SHORT.multipliedBy(3));

        assertThat(taken.attempts.get(1).begin()).isFalse();
        assertThat(inHand()).isZero();
        taken.attempts.get(0).end();
        taken.attempts.get(0).finish();
        poller.turn();
        assertThat(taken.flights()).hasSize(2);
    }

    @Test
    void doesNotRunTwiceWhatComesBackToItAfterItsLockRanOut() {
        shortLocks();
        send(1);
        poller.turn();
        assertThat(taken.attempts.getFirst().begin()).isTrue();
        group.endLocks();
        turnFor(SHORT.multipliedBy(3));

        assertThat(group.deliveries(0)).isEqualTo(2);
        assertThat(taken.flights()).hasSize(1);
        taken.attempts.getFirst().end();
        taken.attempts.getFirst().finish();
        turnFor(SHORT);
        assertThat(group.ended(0)).contains(AcknowledgeType.ACCEPT);
    }

    @Test
    void givesBackWhatHasNotBegunAndWaitsForWhatHas() {
        send(3);
        poller.turn();
        assertThat(taken.attempts.get(1).begin()).isTrue();
        Thread device =
                Thread.ofPlatform()
                        .start(() -> {
                            while (group.isLocked(0) || group.isLocked(2)) {
                                Thread.onSpinWait();
                            }
                            taken.attempts.get(1).end();
                            taken.attempts.get(1).finish();
                        });
        poller.drain();
        poller.run();

        assertThat(device).isNotNull();
        assertThat(group.ended(0)).isEmpty();
        assertThat(group.ended(1)).contains(AcknowledgeType.ACCEPT);
        assertThat(group.ended(2)).isEmpty();
        assertThat(taken.attempts.get(0).begin()).isFalse();
        assertThat(member.isClosed()).isTrue();
        assertThat(inHand()).isZero();
    }

    @Test
    void runsAloneWhatWasDeliveredTwiceBeforeAndNotesIt() {
        send(3);
        group.deliveredBefore(0, 2);
        group.deliveredBefore(1, 2);
        poller.turn();
        assertThat(taken.flights()).containsExactly("flight-2", "flight-0");
        assertThat(taken.attempts.get(1).mustRunAlone()).isTrue();
        assertThat(taken.attempts.get(1).isCondemned()).isFalse();
        assertThat(notes.offsets()).containsExactly(0L);

        finish(1);
        poller.turn();
        assertThat(taken.flights()).endsWith("flight-1");
        assertThat(notes.offsets()).containsExactlyInAnyOrder(0L, 1L);
    }

    @Test
    void suspectsNothingAtItsSecondDelivery() {
        send(2);
        group.deliveredBefore(0, 1);
        poller.turn();

        assertThat(taken.flights()).containsExactly("flight-0", "flight-1");
        assertThat(taken.attempts.getFirst().mustRunAlone()).isFalse();
    }

    @Test
    void condemnsOnlyWhatRanAloneWhenItsWorkerDied() {
        send(2);
        group.deliveredBefore(0, 3);
        group.deliveredBefore(1, 3);
        notes.note(WORK, 1, 1);
        poller.turn();

        assertThat(taken.flights()).containsExactly("flight-1", "flight-0");
        assertThat(taken.attempts.get(0).isCondemned()).isTrue();
        assertThat(taken.attempts.get(1).isCondemned()).isFalse();
    }

    @Test
    void condemnsAtTheSecondRunAloneWhereModelsCannotTakeAWorkerAlong() {
        loneRun = new LoneRun(true);
        poller = poller(Duration.ofSeconds(20));
        send(2);
        group.deliveredBefore(0, 3);
        group.deliveredBefore(1, 4);
        notes.note(WORK, 0, 1);
        notes.note(WORK, 1, 2);
        poller.turn();

        assertThat(taken.flights()).containsExactly("flight-1", "flight-0");
        assertThat(taken.attempts.get(0).isCondemned()).isTrue();
        assertThat(taken.attempts.get(1).isCondemned()).isFalse();
        assertThat(notes.noted(WORK, 0)).isEqualTo(2);

        taken.attempts.get(0).finish();
        poller.drain();
        poller.run();
        assertThat(notes.noted(WORK, 0)).as("given back before it ran again").isEqualTo(1);
    }

    @Test
    void condemnsNothingThatWasGivenBackBeforeItRan() throws Exception {
        send(2);
        group.deliveredBefore(0, 2);
        poller.turn();
        assertThat(taken.flights()).containsExactly("flight-1", "flight-0");
        assertThat(taken.attempts.getFirst().begin()).isTrue();
        assertThat(notes.offsets()).containsExactly(0L);
        // Gone before another may have the record.
        assertThat(endsWhileNoted(taken.attempts.getFirst(), 0)).isFalse();
        assertThat(loneRun.take()).isTrue();
        loneRun.giveBack();

        member = group.member(4);
        poller = poller(Duration.ofSeconds(20));
        poller.turn();
        assertThat(taken.flights()).endsWith("flight-0");
        assertThat(taken.attempts.getLast().isCondemned()).isFalse();
    }

    @Test
    void condemnsNothingThatOutlastsTheEndOfItsWorker() {
        poller = poller(Duration.ofMillis(50));
        send(1);
        group.deliveredBefore(0, 2);
        poller.turn();
        assertThat(taken.attempts.getFirst().begin()).isTrue();
        poller.drain();
        poller.run();

        assertThat(notes.offsets()).isEmpty();
        assertThat(group.isLocked(0)).isFalse();
        assertThat(group.ended(0)).isEmpty();
    }

    @Test
    void keepsTheNoteWhileTheRunGoesOn() throws Exception {
        send(2);
        group.deliveredBefore(0, 2);
        poller.turn();
        assertThat(taken.flights()).containsExactly("flight-1", "flight-0");
        assertThat(taken.attempts.getLast().begin()).isTrue();
        assertThat(endsWhileNoted(taken.attempts.getLast(), 1)).isTrue();
        assertThat(group.ended(0)).contains(AcknowledgeType.ACCEPT);
    }

    @Test
    void givesBackWhatComesWhileItEnds() {
        shortLocks();
        send(1);
        poller.turn();
        assertThat(taken.attempts.getFirst().begin()).isTrue();
        group.endLocks();
        send(1);
        Thread.ofPlatform()
                .start(() -> {
                    while (group.deliveries(1) == 0 || group.isLocked(1)) {
                        Thread.onSpinWait();
                    }
                    taken.attempts.getFirst().end();
                    taken.attempts.getFirst().finish();
                });
        poller.drain();
        poller.run();

        assertThat(taken.flights()).containsExactly("flight-0");
        assertThat(group.ended(0)).contains(AcknowledgeType.ACCEPT);
        assertThat(group.ended(1)).isEmpty();
        assertThat(group.isLocked(1)).isFalse();
    }

    @Test
    void doesNotRunASuspectThatCannotBeNoted() {
        send(1);
        group.deliveredBefore(0, 2);
        notes.fail(true);
        poller.turn();
        assertThat(taken.flights()).isEmpty();
        assertThat(loneRun.take()).isTrue();
        loneRun.giveBack();

        notes.fail(false);
        poller.turn();
        assertThat(taken.flights()).containsExactly("flight-0");
    }

    @Test
    void waitsForItsTurnToRunASuspect() {
        assertThat(loneRun.take()).isTrue();
        send(1);
        group.deliveredBefore(0, 2);
        poller.turn();
        assertThat(taken.flights()).isEmpty();

        loneRun.giveBack();
        poller.turn();
        assertThat(taken.flights()).containsExactly("flight-0");
    }

    @Test
    void givesUpWhatTheBrokerWouldSoonDrop() {
        send(1);
        group.deliveredBefore(0, Attempt.MOST_DELIVERIES - 1);
        poller.turn();

        assertThat(notes.offsets()).isEmpty();
        assertThat(taken.attempts.getFirst().isWornOut()).isTrue();
        assertThat(taken.attempts.getFirst().isCondemned()).isFalse();
    }

    /**
     * Drains while one attempt runs, which ends when the record of another is given back: whether
     * the first record is noted then.
     */
    private boolean endsWhileNoted(Attempt running, int givenBack) throws Exception {
        FutureTask<Boolean> device =
                new FutureTask<>(() -> {
                    while (group.isLocked(givenBack)) {
                        Thread.onSpinWait();
                    }
                    boolean noted = notes.noted(WORK, 0) > 0;
                    running.end();
                    running.finish();
                    return noted;
                });
        Thread.ofPlatform().start(device);
        poller.drain();
        poller.run();
        return device.get();
    }

    private void shortLocks() {
        group = group(SHORT);
        member = group.member(4);
        poller = poller(Duration.ofSeconds(20));
    }

    private void turnFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            poller.turn();
        }
    }

    private static FakeShareGroup group(Duration lock) {
        return new FakeShareGroup(Topics.work("m", Lane.INTERACTIVE).name(), lock);
    }

    private SharePoller poller(Duration patience) {
        SharePoller made =
                new SharePoller(
                        member,
                        Topics.work("m", Lane.INTERACTIVE),
                        new LaneSettings(
                                4,
                                Long.MAX_VALUE,
                                Duration.ofMillis(1),
                                patience,
                                patience,
                                loneRun),
                        notes,
                        taken,
                        new TestClock(),
                        new WorkerMeters(registry).lane("m", Lane.INTERACTIVE));
        made.subscribe();
        return made;
    }

    private void send(int items) {
        for (int item = 0; item < items; item++) {
            group.send(Items.item(item).build().toByteArray());
        }
    }

    private void finish(int index) {
        end(index);
        taken.attempts.get(index).finish();
    }

    private void end(int index) {
        assertThat(taken.attempts.get(index).begin()).isTrue();
        taken.attempts.get(index).end();
    }

    private double inHand() {
        return registry.get("forebay.worker.in.hand").gauge().value();
    }
}
