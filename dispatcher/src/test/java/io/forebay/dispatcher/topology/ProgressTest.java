package io.forebay.dispatcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a reader waits for is said to be waiting for a commit, or he would wait for a timer. */
final class ProgressTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void workGoesOutWithoutACommit() {
        bench.submit("a");
        assertThat(bench.work()).hasSize(1);
        assertThat(bench.awaitingCommit).isEmpty();
    }

    @Test
    void theEndOfAJobWaitsForACommit() {
        bench.submit("a");
        bench.complete(bench.workers.landed(bench.onlyWork()));
        assertThat(bench.states()).hasSize(1);
        assertThat(bench.awaitingCommit).hasSize(1);
    }

    @Test
    void soDoesAnAnswerFromTheCacheAndACancellation() {
        bench.submit("a");
        bench.complete(bench.workers.landed(bench.onlyWork()));
        bench.submit("a");
        assertThat(bench.awaitingCommit).as("answered at once").hasSize(2);

        bench.cancel(bench.submit("b"));
        assertThat(bench.awaitingCommit).as("canceled").hasSize(3);
    }
}
