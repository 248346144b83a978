package io.forebay.dispatcher.topology;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.schemas.wire.CacheMode;
import io.forebay.schemas.wire.CacheStatus;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.WorkItem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SingleFlightTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void sendsTheWorkOfANewJobWithItsInputUntouched() {
        Submission job = bench.submit("cat");

        WorkItem work = bench.onlyWork();
        assertThat(work.getInput()).isEqualTo(job.getInput());
        assertThat(work.getFlightId()).isEqualTo(job.getJobId());
        assertThat(work.getFlightKey()).isEqualTo(job.getFlightKey());
        assertThat(work.getAttempt()).isEqualTo(1);
        assertThat(work.getTenant()).isEqualTo(job.getTenant());
        assertThat(work.getModel()).isEqualTo(job.getModel());
        assertThat(work.getStartBy()).isEqualTo(job.getStartBy());
        assertThat(work.getDeadline()).isEqualTo(job.getDeadline());
        assertThat(work.getRunTimeoutMs()).isEqualTo(5_000);
        assertThat(work.getTraceparent()).isEqualTo(job.getTraceparent());
        assertThat(bench.states()).isEmpty();
    }

    @Test
    void endsAJobWithItsResult() {
        Submission job = bench.submit("cat");
        bench.advance(Duration.ofMillis(50));
        bench.complete(bench.workers.landed(bench.onlyWork()));

        JobState state = bench.onlyState();
        long now = bench.clock.millis();
        assertThat(state.getState()).isEqualTo(State.SUCCEEDED);
        assertThat(state.getJobId()).isEqualTo(job.getJobId());
        assertThat(state.getTenant()).isEqualTo(job.getTenant());
        assertThat(state.getOutput()).isEqualTo(Workers.payload("output of input cat"));
        assertThat(state.getExecution().getBatchSize()).isEqualTo(8);
        assertThat(state.getCache().getStatus()).isEqualTo(CacheStatus.MISS);
        assertThat(state.getCache().getComputedBy()).isEmpty();
        assertThat(state.getCreatedAt()).isEqualTo(job.getCreatedAt());
        assertThat(state.getStartedAt()).isEqualTo(now);
        assertThat(state.getFinishedAt()).isEqualTo(now);
        assertThat(state.getExpiresAt()).isEqualTo(now + Jobs.POLICY.getRetentionMs());
        assertThat(state.getCacheUntil()).isEqualTo(now + Jobs.POLICY.getCacheTtlMs());
        assertThat(state.getFlightKey()).isEqualTo(job.getFlightKey());
        assertThat(state.getMetadataMap()).isEqualTo(Map.of("row", "cat"));
        assertThat(state.getAttemptsList())
                .singleElement()
                .satisfies(attempt -> {
                    assertThat(attempt.getNumber()).isEqualTo(1);
                    assertThat(attempt.getWorker()).isEqualTo("worker-1");
                });
        assertThat(bench.stored("waiters")).isZero();
    }

    @Test
    void answersFiftyIdenticalJobsFromOneRun() {
        for (int i = 0; i < 50; i++) {
            bench.submit("cat");
        }
        WorkItem work = bench.onlyWork();
        bench.complete(bench.workers.landed(work));

        List<JobState> states = bench.states();
        assertThat(states).hasSize(50).allMatch(state -> state.getState() == State.SUCCEEDED);
        assertThat(states.stream().map(JobState::getJobId).distinct()).hasSize(50);
        assertThat(states.stream().map(JobState::getOutput).distinct()).hasSize(1);
        assertThat(states.stream().collect(groupingBy(s -> s.getCache().getStatus(), counting())))
                .isEqualTo(Map.of(CacheStatus.MISS, 1L, CacheStatus.COALESCED, 49L));
        assertThat(states)
                .filteredOn(s -> s.getCache().getStatus() == CacheStatus.COALESCED)
                .allMatch(s -> s.getCache().getComputedBy().equals(work.getFlightId()))
                .allMatch(s -> s.getCacheUntil() == 0);
        assertThat(bench.stored("waiters")).isZero();
    }

    @Test
    void keepsFlightsOfDifferentContentApart() {
        Submission cat = bench.submit("cat");
        bench.submit("dog");
        List<WorkItem> work = bench.work();
        assertThat(work).hasSize(2);

        bench.complete(bench.workers.landed(work.getFirst()));

        assertThat(bench.onlyState().getJobId()).isEqualTo(cat.getJobId());
    }

    @Test
    void keepsFlightsOfTheSameRouteApart() {
        ByteString route = Jobs.flight("cat").bytes().substring(0, 4);
        ByteString twin = route.concat(Jobs.flight("dog").bytes().substring(4));
        bench.submit("cat");
        bench.submit("cat");
        Submission other = bench.submit(bench.jobs.about("cat", job -> job.setFlightKey(twin)));
        List<WorkItem> work = bench.work();
        assertThat(work).hasSize(2);
        bench.complete(bench.workers.landed(work.getFirst()));

        assertThat(bench.states())
                .extracting(JobState::getJobId)
                .hasSize(2)
                .doesNotContain(other.getJobId());
        bench.complete(bench.workers.landed(work.getLast()));
        assertThat(bench.onlyState().getJobId()).isEqualTo(other.getJobId());
    }

    @Test
    void doesNotNameAnotherTenantsJob() {
        bench.submit("cat");
        bench.submit(bench.jobs.about("cat", job -> job.setTenant("other")));
        bench.complete(bench.workers.landed(bench.onlyWork()));

        assertThat(bench.states())
                .filteredOn(state -> state.getTenant().equals("other"))
                .singleElement()
                .satisfies(state -> {
                    assertThat(state.getCache().getStatus()).isEqualTo(CacheStatus.COALESCED);
                    assertThat(state.getCache().getComputedBy()).isEmpty();
                });
    }

    @Test
    void letsARefreshJoinTheFlightInTheAir() {
        bench.submit("cat");
        bench.submit(bench.jobs.about("cat", job -> job.setCacheMode(CacheMode.REFRESH)));

        assertThat(bench.work()).hasSize(1);
    }

    @Test
    void startsAJobThatJoinsARunningFlight() {
        bench.submit("cat");
        bench.complete(bench.workers.started(bench.onlyWork()));
        bench.states();
        bench.submit("cat");
        bench.advance(Duration.ofSeconds(1));

        assertThat(bench.onlyState().getState()).isEqualTo(State.RUNNING);
    }

    @Test
    void liftsABulkFlightThatAnInteractiveJobJoins() {
        bench.submit(bench.jobs.about("cat", job -> job.setLane(Lane.BULK)));
        WorkItem bulk = bench.work(Lane.BULK).getFirst();
        Submission interactive = bench.submit("cat");

        WorkItem lifted = bench.onlyWork();
        assertThat(lifted.getFlightId()).isEqualTo(bulk.getFlightId());
        assertThat(lifted.getAttempt()).isEqualTo(bulk.getAttempt());
        assertThat(lifted.getInput()).isEqualTo(interactive.getInput());
        bench.complete(bench.workers.landed(lifted));
        assertThat(bench.states()).hasSize(2);
        bench.complete(bench.workers.landed(bulk));
        assertThat(bench.states()).isEmpty();
    }

    @Test
    void leavesABulkFlightInItsLaneForBulkJobsAndOnceItRuns() {
        bench.submit(bench.jobs.about("cat", job -> job.setLane(Lane.BULK)));
        bench.submit(bench.jobs.about("cat", job -> job.setLane(Lane.BULK)));
        WorkItem bulk = bench.work(Lane.BULK).getFirst();
        bench.complete(bench.workers.started(bulk));
        bench.submit("cat");

        assertThat(bench.work(Lane.INTERACTIVE)).isEmpty();
        assertThat(bench.work(Lane.BULK)).isEmpty();
    }
}
