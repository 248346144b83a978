package io.forebay.dispatcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.wire.CacheStatus;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.WorkItem;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CancellationTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void cancelsTheLastWaiterAndWithdrawsItsFlight() {
        Submission job = bench.submit("cat");
        WorkItem work = bench.onlyWork();
        bench.cancel(job);

        assertThat(bench.onlyState().getState()).isEqualTo(State.CANCELED);
        assertThat(bench.withdrawals())
                .singleElement()
                .satisfies(withdrawal -> {
                    assertThat(withdrawal.getFlightId()).isEqualTo(work.getFlightId());
                    assertThat(withdrawal.getFlightKey()).isEqualTo(work.getFlightKey());
                    assertThat(withdrawal.getWithdrawnAt()).isEqualTo(bench.clock.millis());
                });
        assertThat(bench.stored("flights")).isZero();
        assertThat(bench.stored("waiters")).isZero();
    }

    @Test
    void ignoresTheLandingAfterTheCancellation() {
        Submission job = bench.submit("cat");
        WorkItem work = bench.onlyWork();
        bench.cancel(job);
        bench.states();
        bench.complete(bench.workers.landed(work));

        assertThat(bench.states()).isEmpty();
        assertThat(bench.count("completions", "stale")).isEqualTo(1);
    }

    @Test
    void ignoresTheCancellationAfterTheLanding() {
        Submission job = bench.submit("cat");
        bench.complete(bench.workers.landed(bench.onlyWork()));
        bench.states();
        bench.cancel(job);

        assertThat(bench.states()).isEmpty();
        assertThat(bench.withdrawals()).isEmpty();
        assertThat(bench.count("cancellations", "unknown")).isEqualTo(1);
    }

    @Test
    void cancelsARunningJob() {
        Submission job = bench.submit("cat");
        bench.complete(bench.workers.started(bench.onlyWork()));
        bench.cancel(job);

        assertThat(bench.states())
                .extracting(JobState::getState)
                .containsExactly(State.RUNNING, State.CANCELED);
    }

    @Test
    void letsFollowersSurviveTheirLeader() {
        Submission leader = bench.submit("cat");
        Submission heir = bench.submit("cat");
        Submission other = bench.submit("cat");
        bench.cancel(leader);
        assertThat(bench.onlyState().getJobId()).isEqualTo(leader.getJobId());
        assertThat(bench.withdrawals()).isEmpty();

        bench.complete(bench.workers.landed(bench.onlyWork()));

        List<JobState> states = bench.states();
        assertThat(states)
                .extracting(JobState::getJobId)
                .containsExactlyInAnyOrder(heir.getJobId(), other.getJobId());
        assertThat(states).allMatch(state -> state.getState() == State.SUCCEEDED);
        JobState miss = states.getFirst();
        JobState coalesced = states.getLast();
        assertThat(miss.getCache().getStatus()).isEqualTo(CacheStatus.MISS);
        assertThat(miss.getCacheUntil()).isPositive();
        assertThat(coalesced.getCache().getStatus()).isEqualTo(CacheStatus.COALESCED);
        assertThat(coalesced.getCache().getComputedBy()).isEqualTo(miss.getJobId());

        bench.submit("cat");
        assertThat(bench.onlyState().getCache().getComputedBy()).isEqualTo(miss.getJobId());
    }

    @Test
    void withdrawsOnlyWithTheLastOfSeveral() {
        Submission leader = bench.submit("cat");
        Submission follower = bench.submit("cat");
        bench.cancel(follower);
        assertThat(bench.withdrawals()).isEmpty();
        bench.cancel(leader);
        assertThat(bench.withdrawals()).hasSize(1);
        assertThat(bench.states()).allMatch(state -> state.getState() == State.CANCELED);
    }

    @Test
    void opensANewFlightAfterAWithdrawal() {
        Submission first = bench.submit("cat");
        WorkItem withdrawn = bench.onlyWork();
        bench.cancel(first);
        Submission second = bench.submit("cat");
        WorkItem work = bench.onlyWork();
        assertThat(work.getFlightId()).isEqualTo(second.getJobId());
        bench.states();

        bench.complete(bench.workers.landed(withdrawn));
        assertThat(bench.states()).isEmpty();
        bench.complete(bench.workers.landed(work));
        assertThat(bench.onlyState().getJobId()).isEqualTo(second.getJobId());
    }

    @Test
    void ignoresAnotherTenant() {
        Submission job = bench.submit("cat");
        bench.send(bench.jobs.cancel(job, "other"));

        assertThat(bench.states()).isEmpty();
        assertThat(bench.count("cancellations", "foreign")).isEqualTo(1);
        bench.complete(bench.workers.landed(bench.onlyWork()));
        assertThat(bench.onlyState().getState()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void ignoresWhatWasNeverSubmitted() {
        bench.cancel(bench.jobs.about("cat"));

        assertThat(bench.states()).isEmpty();
        assertThat(bench.count("cancellations", "unknown")).isEqualTo(1);
    }
}
