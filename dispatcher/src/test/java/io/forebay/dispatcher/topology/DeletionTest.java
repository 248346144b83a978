package io.forebay.dispatcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.wire.CacheStatus;
import io.forebay.schemas.wire.Submission;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DeletionTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void leavesATombstoneAndNoResultForRepeats() {
        Submission job = land("cat");
        bench.send(bench.jobs.delete(job));

        assertThat(bench.said()).containsExactly(KeyValue.pair(job.getJobId(), null));
        assertThat(bench.stored("flights")).isZero();
        assertThat(bench.count("deletions", "deleted")).isEqualTo(1);
        bench.submit("cat");
        assertThat(bench.work()).hasSize(1);
    }

    @Test
    void leavesTheResultToTheJobThatComputedIt() {
        Submission first = land("cat");
        Submission repeat = bench.submit("cat");
        bench.states();
        bench.send(bench.jobs.delete(repeat));

        assertThat(bench.said()).containsExactly(KeyValue.pair(repeat.getJobId(), null));
        bench.submit("cat");
        assertThat(bench.onlyState().getCache())
                .satisfies(cache -> {
                    assertThat(cache.getStatus()).isEqualTo(CacheStatus.HIT);
                    assertThat(cache.getComputedBy()).isEqualTo(first.getJobId());
                });
    }

    @Test
    void leavesAnOpenJobAlone() {
        Submission job = bench.submit("cat");
        bench.send(bench.jobs.delete(job));

        assertThat(bench.said()).isEmpty();
        assertThat(bench.stored("waiters")).isEqualTo(1);
        assertThat(bench.count("deletions", "open")).isEqualTo(1);
    }

    @Test
    void tellsEveryStepOfAJobInItsLastState() {
        bench.submit("cat");
        var work = bench.onlyWork();
        bench.complete(bench.workers.started(work));
        bench.complete(bench.workers.landed(work));

        assertThat(bench.states().getLast().getHistoryList())
                .extracting(step -> step.getVersion() + " " + step.getState())
                .containsExactly("1 QUEUED", "2 RUNNING", "3 SUCCEEDED");
    }

    private Submission land(String content) {
        Submission job = bench.submit(content);
        bench.complete(bench.workers.landed(bench.onlyWork()));
        bench.states();
        return job;
    }
}
