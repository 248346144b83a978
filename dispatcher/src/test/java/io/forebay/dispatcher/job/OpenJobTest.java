package io.forebay.dispatcher.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.CacheInfo;
import io.forebay.schemas.wire.Execution;
import io.forebay.schemas.wire.FlightPolicy;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.WireProblem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class OpenJobTest {

    private static final Waits WAITS = new Waits(200, 1_000, 30_000);
    private static final WireProblem PROBLEM = WireProblem.newBuilder().setCode("no").build();
    private static final List<Attempt> FAILED =
            List.of(Attempt.newBuilder().setNumber(1).setStartedAt(1_400).build());

    /** Created at 1,000, to start by 11,000 and end by 60,000; the dispatcher saw it at 1,100. */
    private final Queued queued = Queued.accepted(card(11_000, 60_000), 1_100);

    @Test
    void growsItsVersionWithEveryTransition() {
        Running running = queued.start(1_500, 1_600, WAITS);
        Queued again = running.retry(FAILED, 3_000);
        Ended ended = again.fail(4_000, FAILED, PROBLEM);

        assertThat(List.of(queued.track().version(), running.track().version()))
                .containsExactly(1L, 2L);
        assertThat(again.track().version()).isEqualTo(3);
        assertThat(ended.track().version()).isEqualTo(4);
    }

    @Test
    void keepsItsVersionWhenAnnounced() {
        assertThat(queued.announce().track().version()).isEqualTo(1);
        assertThat(queued.announce().track().announced()).isTrue();
    }

    @Test
    void wantsToBeAnnouncedThenWatchedForItsStart() {
        assertThat(queued.dueAt(WAITS)).isEqualTo(1_300);
        assertThat(queued.wantsAnnouncement(1_299, WAITS)).isFalse();
        assertThat(queued.wantsAnnouncement(1_300, WAITS)).isTrue();
        assertThat(queued.announce().dueAt(WAITS)).isEqualTo(12_000);
        assertThat(queued.announce().wantsAnnouncement(5_000, WAITS)).isFalse();
    }

    @Test
    void isLateForItsStartOnlyAfterTheGrace() {
        assertThat(queued.lateness(11_999, WAITS)).isEmpty();
        assertThat(queued.lateness(12_000, WAITS)).hasValue(Lateness.QUEUE_TIMEOUT);
        assertThat(queued.lateness(60_000, WAITS)).hasValue(Lateness.DEADLINE);
    }

    @Test
    void isLateForItsEndOnceItRuns() {
        Running running = queued.start(1_500, 1_600, WAITS);

        // Two attempts of 5 s with 30 s of grace each.
        assertThat(running.runBy()).isEqualTo(1_600 + 2 * 35_000);
        assertThat(running.lateness(59_999, WAITS)).isEmpty();
        assertThat(running.lateness(60_000, WAITS)).hasValue(Lateness.DEADLINE);
        Running endless = Queued.accepted(card(11_000, 0), 1_100).start(1_500, 1_600, WAITS);
        assertThat(endless.lateness(71_599, WAITS)).isEmpty();
        assertThat(endless.lateness(71_600, WAITS)).hasValue(Lateness.RUN_TIMEOUT);
    }

    @Test
    void isNeverLateWithoutTimes() {
        Queued patient = Queued.accepted(card(0, 0), 1_100);

        assertThat(patient.announce().dueAt(WAITS)).isEqualTo(Long.MAX_VALUE);
        assertThat(patient.retry(FAILED, 5_000).startBy()).isZero();
    }

    @Test
    void mayWaitItsQueueTimeoutForEachAttempt() {
        assertThat(queued.retry(FAILED, 500).startBy()).isEqualTo(11_000);
        assertThat(queued.retry(FAILED, 40_000).startBy()).isEqualTo(50_000);
    }

    @Test
    void remembersWhenItFirstRan() {
        Running second = queued.retry(FAILED, 3_000).start(9_000, 9_000, WAITS);

        assertThat(second.startedAt()).isEqualTo(1_400);
        assertThat(second.cancel(9_500).startedAt()).isEqualTo(1_400);
    }

    @Test
    void countsTheStartOfASharedRunFromItsOwnCreation() {
        assertThat(queued.start(200, 1_600, WAITS).startedAt()).isEqualTo(1_000);
    }

    @Test
    void endsInTheStateThatSaysHow() {
        var result =
                new Ending.Succeeded(
                        Payload.getDefaultInstance(),
                        Execution.getDefaultInstance(),
                        CacheInfo.getDefaultInstance(),
                        77);

        assertThat(queued.succeed(2_000, List.of(), result).state())
                .returns(State.SUCCEEDED, JobState::getState)
                .returns(77L, JobState::getCacheUntil);
        assertThat(queued.fail(2_000, List.of(), PROBLEM).state())
                .returns(State.FAILED, JobState::getState)
                .returns(PROBLEM, JobState::getError);
        assertThat(queued.cancel(2_000).state())
                .returns(State.CANCELED, JobState::getState)
                .returns("canceled", state -> state.getError().getCode());
        assertThat(queued.expire(2_000, PROBLEM).state())
                .returns(State.EXPIRED, JobState::getState)
                .returns(2_000L + 500_000, JobState::getExpiresAt);
    }

    private static Card card(long startBy, long deadline) {
        FlightKey flight = FlightKey.of(new byte[32]);
        JobId id =
                new JobIdMint(
                                new byte[16],
                                InstantSource.system(),
                                new Random(1),
                                Duration.ofDays(1))
                        .mint("acme", flight.route());
        return new Card(
                id,
                flight,
                Submission.newBuilder()
                        .setJobId(id.text())
                        .setFlightKey(flight.bytes())
                        .setCreatedAt(1_000)
                        .setStartBy(startBy)
                        .setDeadline(deadline)
                        .setPolicy(
                                FlightPolicy.newBuilder()
                                        .setRunTimeoutMs(5_000)
                                        .setMaxAttempts(2)
                                        .setRetentionMs(500_000))
                        .build());
    }
}
