package io.forebay.worker.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

final class CustodyTest {

    private static final long MUCH = 100;

    @Test
    void saysNothingOfAPartitionThatNobodyHolds() {
        assertThat(Custody.NEW.taken(0).released().with(commit(7)).metadata()).isEmpty();
    }

    @Test
    void countsDeathsOnlyOfOwnersThatDidNotHandOn() {
        Custody handedOn = next(Custody.NEW.taken(0).released(), 5, 20);
        assertThat(handedOn.deaths(5)).isZero();

        Custody once = next(Custody.NEW.taken(0), 5, 20);
        assertThat(once.deaths(5)).isEqualTo(1);
        assertThat(once.deaths(19)).isEqualTo(1);
        assertThat(once.deaths(20)).isZero();
    }

    @Test
    void suspectsTwiceOnlyWhatWasThereBothTimes() {
        Custody once = next(Custody.NEW.taken(0), 5, 20);
        Custody twice = next(once, 6, 40);

        assertThat(twice.deaths(6)).isEqualTo(2);
        assertThat(twice.deaths(19)).isEqualTo(2);
        assertThat(twice.deaths(20)).isEqualTo(1);
        assertThat(twice.deaths(40)).isZero();
    }

    @Test
    void condemnsOnlyWhatRanAlone() {
        Custody twice = next(next(Custody.NEW.taken(0), 5, 20), 5, 20);
        Custody after = next(twice.alone(8, true), 5, 20);

        assertThat(after.deaths(8)).isEqualTo(3);
        assertThat(after.deaths(7)).isEqualTo(2);
        assertThat(after.alone()).isEqualTo(Custody.NONE);
        assertThat(next(after, 5, 20).deaths(8)).as("after yet another death").isEqualTo(3);
    }

    @Test
    void condemnsOnlyAtTheSecondDeathWhereTheFirstProvesNothing() {
        Custody twice = next(next(Custody.NEW.taken(0), 5, 20), 5, 20);
        Custody first = next(twice.alone(8, false), 5, 20);
        assertThat(first.deaths(8)).isEqualTo(2);
        assertThat(next(first, 5, 20).deaths(8)).as("a death while nothing ran alone").isEqualTo(2);

        Custody other = next(first.alone(9, false), 5, 20);
        assertThat(other.deaths(8)).isEqualTo(2);
        assertThat(other.deaths(9)).as("the first over this one").isEqualTo(2);

        Custody handedOn = Custody.of(first.released().with(commit(5)));
        Custody second = next(handedOn.taken(0).alone(8, false), 5, 20);
        assertThat(second.deaths(8)).isEqualTo(3);
        assertThat(second.deaths(9)).isEqualTo(2);
    }

    @Test
    void condemnsWhatAWorkerOfAnEarlierReleaseRanAlone() {
        Custody before = Custody.of(new OffsetAndMetadata(5, "h,20,20,8,-1;"));
        assertThat(next(before, 5, 20).deaths(8)).isEqualTo(3);
    }

    @Test
    void forgetsWhatIsDone() {
        Custody twice = next(next(Custody.NEW.taken(0), 5, 20), 5, 20);
        Custody after =
                Custody.of(
                        twice.alone(8, true)
                                .alone(Custody.NONE, false)
                                .released()
                                .with(commit(20)));

        assertThat(after).isEqualTo(Custody.NEW);
    }

    @Test
    void suspectsNoMoreThanAWorkerCanHaveInHandAndNothingThatCameLater() {
        OffsetAndMetadata orphaned = Custody.NEW.taken(0).with(commit(1_000));

        Custody backlog = TakenOver.of(orphaned, MUCH, 1_000_000).custody();
        assertThat(backlog.deaths(1_000)).isEqualTo(1);
        assertThat(backlog.deaths(1_000 + 2 * MUCH)).isZero();
        Custody idle = TakenOver.of(orphaned, MUCH, 1_001).custody();
        assertThat(idle.deaths(1_000)).isEqualTo(1);
        assertThat(idle.deaths(1_001)).isZero();
    }

    @Test
    void travelsBesideWhatIsDoneWithinWhatABrokerTakes() {
        BitSet done = new BitSet();
        done.set(1, DoneAbove.MAX_BITS);
        long far = Long.MAX_VALUE - DoneAbove.MAX_BITS;
        OffsetAndMetadata commit = new OffsetAndMetadata(far, new DoneAbove(far, done).encode());
        Custody longest = new Custody(true, Long.MAX_VALUE, Long.MAX_VALUE, far, far, far);
        OffsetAndMetadata both = longest.with(commit);

        assertThat(both.metadata()).hasSizeLessThanOrEqualTo(4_096);
        assertThat(Custody.of(both)).isEqualTo(longest);
        assertThat(Custody.without(both)).isEqualTo(commit);
    }

    @Test
    void takesMetadataOfOthersForNobodysDeath() {
        assertThat(Custody.of(new OffsetAndMetadata(3, "h,1,2;"))).isEqualTo(Custody.NEW);
        assertThat(Custody.of(new OffsetAndMetadata(3, "h,x,2,3,4;"))).isEqualTo(Custody.NEW);
        assertThat(Custody.of(new OffsetAndMetadata(3, "1:AB"))).isEqualTo(Custody.NEW);
        assertThat(Custody.without(new OffsetAndMetadata(3, "1:AB")).metadata()).isEqualTo("1:AB");
    }

    private static Custody next(Custody before, long committed, long logEnd) {
        return TakenOver.of(before.with(commit(committed)), MUCH, logEnd).custody();
    }

    private static OffsetAndMetadata commit(long offset) {
        return new OffsetAndMetadata(offset);
    }
}
