package io.forebay.loadtests.peers.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.loadtests.phase.Tally;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TriesTest {

    private final Tries tries = new Tries(new Quiet(0.1, 2));

    @Test
    void aQuietStepIsRunOnce() throws InterruptedException {
        Figures figures = tries.of(runs(0.1));

        assertThat(figures.tries()).isEqualTo(1);
        assertThat(figures.disturbed()).isFalse();
    }

    @Test
    void aDisturbedStepIsRunAgainUntilItIsQuiet() throws InterruptedException {
        Figures figures = tries.of(runs(0.5, 0.05));

        assertThat(figures.foreignShare()).isEqualTo(0.05);
        assertThat(figures.tries()).isEqualTo(2);
        assertThat(figures.disturbed()).isFalse();
    }

    @Test
    void theLeastDisturbedOfAllTriesCountsAndIsMarked() throws InterruptedException {
        Figures figures = tries.of(runs(0.5, 0.3, 0.4));

        assertThat(figures.foreignShare()).isEqualTo(0.3);
        assertThat(figures.tries()).isEqualTo(3);
        assertThat(figures.disturbed()).isTrue();
    }

    @Test
    void cleanIsWhoAnsweredAndToldEveryJob() {
        Map<String, Integer> none = Map.of();

        assertThat(SomeFigures.with(tally(10, 0, none), 0).isClean()).isTrue();
        assertThat(SomeFigures.with(tally(10, 0, none), 1).isClean()).isFalse();
        assertThat(SomeFigures.with(tally(9, 1, none), 0).isClean()).isFalse();
        assertThat(SomeFigures.with(tally(9, 0, Map.of("429", 1)), 0).isClean()).isFalse();
        assertThat(SomeFigures.with(tally(0, 0, none), 0).isClean()).isFalse();
    }

    private static Tally tally(int right, int lost, Map<String, Integer> refused) {
        return new Tally(right, 0, 0, lost, 0, refused, Map.of(), Map.of());
    }

    private static Tries.Run runs(Double... shares) {
        Iterator<Figures> figures = Stream.of(shares).map(SomeFigures::foreign).toList().iterator();
        return figures::next;
    }
}
