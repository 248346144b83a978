package io.forebay.dispatcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.DeadLetter;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.WorkItem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RetryTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void triesAgainAfterABackoffAndSucceeds() {
        Submission job = bench.submit("cat");
        WorkItem first = bench.onlyWork();
        bench.complete(bench.workers.outOfMemory(first));
        assertThat(bench.work()).isEmpty();
        JobState waiting = bench.onlyState();
        assertThat(waiting.getState()).isEqualTo(State.QUEUED);
        assertThat(waiting.getQueueReason()).isEqualTo("retrying");
        assertThat(waiting.getAttemptsList())
                .singleElement()
                .satisfies(a -> assertThat(a.getError()).isEqualTo(Workers.OUT_OF_MEMORY));

        bench.advance(Duration.ofMillis(1_050));

        WorkItem second = bench.onlyWork();
        assertThat(second.getAttempt()).isEqualTo(2);
        assertThat(second.getFlightId()).isEqualTo(first.getFlightId());
        assertThat(second.getInput()).isEqualTo(job.getInput());
        assertThat(bench.stored("retries")).isZero();
        bench.complete(bench.workers.landed(second));
        JobState state = bench.onlyState();
        assertThat(state.getState()).isEqualTo(State.SUCCEEDED);
        assertThat(state.getAttemptsList()).extracting(Attempt::getNumber).containsExactly(1, 2);
        assertThat(state.getVersion()).isGreaterThan(waiting.getVersion());
    }

    @Test
    void becomesADeadLetterWithItsPayloadAfterTheLastAttempt() {
        Submission leader = bench.submit("cat");
        Submission follower = bench.submit("cat");
        for (int attempt = 1; attempt < 3; attempt++) {
            bench.complete(bench.workers.outOfMemory(bench.onlyWork()));
            bench.advance(Duration.ofSeconds(3));
        }
        WorkItem last = bench.onlyWork();
        bench.states();
        bench.complete(bench.workers.outOfMemory(last));
        bench.advance(Duration.ofSeconds(20));

        assertThat(bench.work()).isEmpty();
        List<JobState> states = bench.states();
        assertThat(states)
                .hasSize(2)
                .allSatisfy(state -> {
                    assertThat(state.getState()).isEqualTo(State.FAILED);
                    assertThat(state.getError().getCode())
                            .isEqualTo(ProblemCode.ATTEMPTS_EXHAUSTED.wireName());
                    assertThat(state.getError().getDetail()).contains("out of memory");
                    assertThat(state.getAttemptsCount()).isEqualTo(3);
                });
        DeadLetter letter = bench.deadLetters().getFirst();
        assertThat(letter.getItem()).isEqualTo(last);
        assertThat(letter.getItem().getInput()).isEqualTo(leader.getInput());
        assertThat(letter.getProblem()).isEqualTo(Workers.OUT_OF_MEMORY);
        assertThat(letter.getAttemptsCount()).isEqualTo(3);
        assertThat(letter.getJobIdsList())
                .containsExactlyInAnyOrder(leader.getJobId(), follower.getJobId());
        assertThat(bench.stored("flights")).isZero();
        assertThat(bench.stored("retries")).isZero();
    }

    @Test
    void buriesAtOnceWhatKillsWorkers() {
        Submission job = bench.submit("cat");
        WorkItem work = bench.onlyWork();
        bench.complete(bench.workers.deadly(work));

        assertThat(bench.onlyState().getState()).isEqualTo(State.FAILED);
        DeadLetter letter = bench.deadLetters().getFirst();
        assertThat(letter.getItem()).isEqualTo(work);
        assertThat(letter.getJobIdsList()).containsExactly(job.getJobId());
        bench.advance(Duration.ofSeconds(20));
        assertThat(bench.work()).isEmpty();
        assertThat(bench.stored("flights")).isZero();
    }

    @Test
    void neitherRetriesNorRemembersAPermanentFailure() {
        bench.submit("cat");
        bench.complete(bench.workers.badInput(bench.onlyWork()));

        JobState state = bench.onlyState();
        assertThat(state.getState()).isEqualTo(State.FAILED);
        assertThat(state.getError()).isEqualTo(Workers.BAD_INPUT);
        assertThat(state.getAttemptsCount()).isEqualTo(1);
        assertThat(state.getExpiresAt()).isPositive();
        bench.advance(Duration.ofSeconds(20));
        assertThat(bench.work()).isEmpty();
        assertThat(bench.deadLetters()).isEmpty();

        bench.submit("cat");
        assertThat(bench.work()).hasSize(1);
    }

    @Test
    void forgetsTheRetryOfAFlightThatNobodyAwaits() {
        Submission job = bench.submit("cat");
        bench.complete(bench.workers.outOfMemory(bench.onlyWork()));
        bench.cancel(job);
        bench.advance(Duration.ofSeconds(20));

        assertThat(bench.work()).isEmpty();
        assertThat(bench.stored("retries")).isZero();
    }

    @Test
    void doesNotSendTheRetryOfAnEarlierFlightForALaterOne() {
        Submission earlier = bench.submit("cat");
        bench.complete(bench.workers.outOfMemory(bench.onlyWork()));
        bench.cancel(earlier);
        Submission later = bench.submit("cat");
        bench.complete(bench.workers.outOfMemory(bench.onlyWork()));
        bench.advance(Duration.ofSeconds(3));

        assertThat(bench.onlyWork().getFlightId()).isEqualTo(later.getJobId());
    }

    @Test
    void letsAJobJoinAFlightBetweenItsAttempts() {
        bench.submit("cat");
        bench.complete(bench.workers.outOfMemory(bench.onlyWork()));
        bench.submit("cat");
        assertThat(bench.work()).isEmpty();
        bench.advance(Duration.ofSeconds(2));
        bench.states();
        bench.complete(bench.workers.landed(bench.onlyWork()));

        assertThat(bench.states()).hasSize(2).allMatch(s -> s.getState() == State.SUCCEEDED);
    }

    @Test
    void triesAgainBeforeTheDeadline() {
        bench.submit(bench.jobs.about("cat", job -> job.setDeadline(bench.clock.millis() + 400)));
        bench.complete(bench.workers.outOfMemory(bench.onlyWork()));
        bench.advance(Duration.ofMillis(450));

        assertThat(bench.work()).hasSize(1);
    }

    @Test
    void givesEachAttemptTheWholeQueueTimeout() {
        Submission job = bench.submit("cat");
        WorkItem work = bench.onlyWork();
        bench.complete(bench.workers.started(work));
        bench.advance(Duration.ofSeconds(40));
        bench.complete(bench.workers.outOfMemory(work));
        bench.states();
        bench.advance(Duration.ofSeconds(25));

        assertThat(bench.states()).isEmpty();
        assertThat(bench.onlyWork().getStartBy()).isGreaterThan(job.getStartBy() + 35_000);
        bench.advance(Duration.ofSeconds(10));
        assertThat(bench.onlyState().getState()).isEqualTo(State.EXPIRED);
    }

    @Test
    void failsAtOnceWhenTheFailureCameWithoutItsWork() {
        bench.submit("cat");
        var failure = bench.workers.outOfMemory(bench.onlyWork()).toBuilder();
        failure.getFailedBuilder().clearItem();
        bench.complete(failure.build());

        assertThat(bench.onlyState().getState()).isEqualTo(State.FAILED);
    }
}
