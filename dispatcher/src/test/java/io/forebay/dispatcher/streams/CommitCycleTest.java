package io.forebay.dispatcher.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CommitCycleTest {

    private final CommitCycle cycle = new CommitCycle();
    private int asked;

    @Test
    void whatComesFirstIsCommittedAtOnce() {
        cycle.awaited(() -> asked++);
        assertThat(cycle.rest(at(5))).isZero();
    }

    @Test
    void theNextCommitIsDueWhenAsMuchTimeHasPassedAsTheLastOneTook() {
        commit(10, 14);
        assertThat(cycle.rest(at(14))).isEqualTo(Duration.ofMillis(4));
        assertThat(cycle.rest(at(17))).isEqualTo(Duration.ofMillis(1));
        assertThat(cycle.rest(at(18))).isZero();
        assertThat(cycle.rest(at(99))).isZero();
    }

    @Test
    void aSlowCommitMakesTheNextOneWaitLonger() {
        commit(10, 14);
        commit(20, 60);
        assertThat(cycle.rest(at(60))).isEqualTo(Duration.ofMillis(40));
    }

    @Test
    void aCommitBeginsWithTheFirstFlush() {
        cycle.begins(at(10));
        cycle.begins(at(13));
        cycle.ends(at(16));
        assertThat(cycle.rest(at(16))).isEqualTo(Duration.ofMillis(6));
    }

    @Test
    void aCommitThatNothingAnnouncedTookNoTime() {
        cycle.ends(at(16));
        assertThat(cycle.rest(at(16))).isZero();
    }

    @Test
    void isCleanUntilSomethingIsWaitedForAndAgainAfterACommit() {
        assertThat(cycle.isClean()).isTrue();
        cycle.awaited(() -> asked++);
        assertThat(cycle.isClean()).isFalse();
        commit(1, 2);
        assertThat(cycle.isClean()).isTrue();
    }

    @Test
    void asksOnceForWhatIsWaitedFor() {
        cycle.ask();
        assertThat(asked).isZero();
        cycle.awaited(() -> asked++);
        cycle.awaited(() -> asked += 10);
        cycle.ask();
        cycle.ask();
        assertThat(asked).isEqualTo(10);
        assertThat(cycle.isClean()).isTrue();
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(1_700_000_000_000L + millis);
    }

    private void commit(long beganAt, long endedAt) {
        cycle.begins(at(beganAt));
        cycle.ends(at(endedAt));
    }
}
