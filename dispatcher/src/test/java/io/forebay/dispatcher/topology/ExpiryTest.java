package io.forebay.dispatcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.WorkItem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ExpiryTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void expiresAJobThatNobodyStartedInTime() {
        bench.submit("cat");
        bench.advance(Duration.ofMillis(30_900));
        bench.states();
        bench.advance(Duration.ofMillis(200));

        assertExpired(bench.onlyState(), ProblemCode.QUEUE_TIMEOUT);
        assertThat(bench.withdrawals()).hasSize(1);
        assertThat(bench.stored("flights")).isZero();
    }

    @Test
    void doesNotExpireAJobThatStartedInTime() {
        bench.submit("cat");
        WorkItem work = bench.onlyWork();
        bench.advance(Duration.ofSeconds(29));
        bench.complete(bench.workers.started(work));
        bench.advance(Duration.ofSeconds(20));

        assertThat(bench.states()).extracting(JobState::getState).last().isEqualTo(State.RUNNING);
    }

    @Test
    void expiresARunningJobAtItsDeadline() {
        bench.submit(
                bench.jobs.about("cat", job -> job.setDeadline(bench.clock.millis() + 10_000)));
        bench.complete(bench.workers.started(bench.onlyWork()));
        bench.advance(Duration.ofMillis(9_900));
        bench.states();
        bench.advance(Duration.ofMillis(200));

        assertExpired(bench.onlyState(), ProblemCode.DEADLINE_EXCEEDED);
    }

    @Test
    void expiresARunningJobOfWhichNothingIsHeard() {
        bench.submit(bench.jobs.about("cat", job -> job.setDeadline(0)));
        bench.complete(bench.workers.started(bench.onlyWork()));
        // Three attempts of 5 s, and 30 s of grace each.
        bench.advance(Duration.ofMillis(104_500));
        bench.states();
        bench.advance(Duration.ofSeconds(1));

        assertExpired(bench.onlyState(), ProblemCode.RUN_TIMEOUT);
    }

    @Test
    void expiresAJobThatIsTooLateOnArrival() {
        Submission late = bench.jobs.about("cat");
        bench.advance(Duration.ofSeconds(30));
        bench.submit(late);

        assertThat(bench.work()).isEmpty();
        assertExpired(bench.onlyState(), ProblemCode.QUEUE_TIMEOUT);
        assertThat(bench.stored("waiters")).isZero();
    }

    @Test
    void expiresAJobPastItsDeadlineOnArrival() {
        Submission late =
                bench.jobs.about("cat", job -> job.setDeadline(bench.clock.millis() + 100));
        bench.advance(Duration.ofMillis(100));
        bench.submit(late);

        assertExpired(bench.onlyState(), ProblemCode.DEADLINE_EXCEEDED);
    }

    @Test
    void neverExpiresAJobWithoutTimes() {
        bench.submit(bench.jobs.about("cat", job -> job.setStartBy(0).setDeadline(0)));
        WorkItem work = bench.onlyWork();
        assertThat(work.getStartBy()).isZero();
        assertThat(work.getDeadline()).isZero();
        bench.advance(Duration.ofHours(2));
        bench.states();
        bench.complete(bench.workers.landed(work));

        assertThat(bench.onlyState().getState()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void sendsSkippedWorkAnewForThoseWhoCanStillWait() {
        Submission early = bench.submit("cat");
        WorkItem skipped = bench.onlyWork();
        bench.advance(Duration.ofSeconds(10));
        Submission late = bench.submit("cat");
        bench.advance(Duration.ofSeconds(20));
        bench.states();
        bench.complete(bench.workers.skipped(skipped, ProblemCode.QUEUE_TIMEOUT));

        JobState expired = bench.onlyState();
        assertExpired(expired, ProblemCode.QUEUE_TIMEOUT);
        assertThat(expired.getJobId()).isEqualTo(early.getJobId());
        WorkItem again = bench.onlyWork();
        assertThat(again.getStartBy()).isEqualTo(late.getStartBy());
        assertThat(again.getInput()).isEqualTo(early.getInput());

        bench.complete(bench.workers.landed(skipped));
        assertThat(bench.states()).isEmpty();
        bench.complete(bench.workers.landed(again));
        JobState ended = bench.onlyState();
        assertThat(ended.getJobId()).isEqualTo(late.getJobId());
        assertThat(ended.getAttemptsCount()).isEqualTo(1);
    }

    @Test
    void doesNotCountSkippedWorkAsAnAttempt() {
        bench.submit("cat");
        WorkItem work = bench.onlyWork();
        for (int i = 0; i < 5; i++) {
            bench.advance(Duration.ofSeconds(1));
            bench.submit("cat");
            bench.complete(bench.workers.skipped(work, ProblemCode.QUEUE_TIMEOUT));
            work = bench.onlyWork();
        }
        bench.complete(bench.workers.outOfMemory(work));

        assertThat(bench.deadLetters()).isEmpty();
    }

    @Test
    void believesAWorkerWhoseClockIsAhead() {
        bench.submit("cat");
        bench.complete(bench.workers.skipped(bench.onlyWork(), ProblemCode.QUEUE_TIMEOUT));

        assertExpired(bench.onlyState(), ProblemCode.QUEUE_TIMEOUT);
        assertThat(bench.work()).isEmpty();
        assertThat(bench.stored("flights")).isZero();
    }

    @Test
    void tellsASkippedDeadlineFromASkippedStart() {
        bench.submit("cat");
        bench.complete(bench.workers.skipped(bench.onlyWork(), ProblemCode.DEADLINE_EXCEEDED));

        assertExpired(bench.onlyState(), ProblemCode.DEADLINE_EXCEEDED);
    }

    @Test
    void countsALostWorkerAsAFailedAttempt() {
        bench.submit("cat");
        WorkItem work = bench.onlyWork();
        bench.complete(bench.workers.started(work));
        bench.advance(Duration.ofSeconds(40));
        bench.states();
        bench.complete(bench.workers.skipped(work, ProblemCode.QUEUE_TIMEOUT));

        assertThat(bench.onlyState().getQueueReason()).isEqualTo("retrying");
        bench.advance(Duration.ofSeconds(2));
        assertThat(bench.onlyWork().getAttempt()).isEqualTo(2);
    }

    @Test
    void expiresManyWithinOneTickEach() {
        for (int i = 0; i < 300; i++) {
            bench.submit("content " + i);
        }
        bench.advance(Duration.ofSeconds(32));

        List<JobState> expired =
                bench.states().stream().filter(s -> s.getState() == State.EXPIRED).toList();
        assertThat(expired).hasSize(300);
        assertThat(bench.stored("waiters")).isZero();
        assertThat(bench.stored("flights")).isZero();
    }

    private void assertExpired(JobState state, ProblemCode why) {
        assertThat(state.getState()).isEqualTo(State.EXPIRED);
        assertThat(state.getError().getCode()).isEqualTo(why.wireName());
        assertThat(state.getExpiresAt())
                .isEqualTo(state.getFinishedAt() + Jobs.POLICY.getRetentionMs());
    }
}
