package io.forebay.dispatcher.timer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TimersTest {

    private final Timers<String> timers = new Timers<>();

    @Test
    void firesTheEarliestFirstAndEachOnce() {
        timers.set("b", 20);
        timers.set("a", 10);
        timers.set("c", 30);

        assertThat(timers.nextDue()).isEqualTo(10);
        assertThat(timers.poll(20)).hasValue("a");
        assertThat(timers.poll(20)).hasValue("b");
        assertThat(timers.poll(20)).isEmpty();
        assertThat(timers.size()).isEqualTo(1);
    }

    @Test
    void knowsOnlyTheLatestTimeOfAKey() {
        timers.set("a", 10);
        timers.set("a", 30);
        assertThat(timers.poll(10)).isEmpty();
        assertThat(timers.nextDue()).isEqualTo(30);
        timers.set("a", 10);
        assertThat(timers.poll(10)).hasValue("a");
        assertThat(timers.poll(100)).isEmpty();
    }

    @Test
    void forgetsWhatIsCleared() {
        timers.set("a", 10);
        timers.clear("a");
        timers.set("b", 10);
        timers.set("b", Long.MAX_VALUE);

        assertThat(timers.poll(100)).isEmpty();
        assertThat(timers.nextDue()).isEqualTo(Long.MAX_VALUE);
        assertThat(timers.size()).isZero();
    }

    @Test
    void doesNotGrowWithTimersThatWereSetAgain() {
        for (int i = 0; i < 100_000; i++) {
            timers.set("a", 1_000_000 - i);
        }

        assertThat(timers.heapSize()).isLessThan(2_000);
        assertThat(timers.nextDue()).isEqualTo(900_001);
    }
}
