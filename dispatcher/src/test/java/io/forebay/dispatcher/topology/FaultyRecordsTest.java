package io.forebay.dispatcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.JobEvent;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.WorkItem;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FaultyRecordsTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void passesOverGarbageAndGoesOn() {
        bench.sendGarbage(new byte[] {(byte) 0xff, 1, 2, 3});
        bench.submit("cat");

        assertThat(bench.work()).hasSize(1);
        assertThat(bench.count("records", "unreadable")).isEqualTo(1);
    }

    @Test
    void passesOverEventsThatSayNothing() {
        bench.send(JobEvent.getDefaultInstance());
        bench.submit("cat");

        assertThat(bench.work()).hasSize(1);
        assertThat(bench.count("records", "unreadable")).isEqualTo(1);
    }

    @Test
    void passesOverNudgesWithoutAWord() {
        bench.nudge();
        bench.submit("cat");

        assertThat(bench.work()).hasSize(1);
        assertThat(bench.count("records", "unreadable")).isZero();
    }

    @Test
    void passesOverSubmissionsOfNobody() {
        Submission job = bench.jobs.about("cat");
        bench.submit(job.toBuilder().setJobId("nonsense").build());
        bench.submit(job.toBuilder().setFlightKey(ByteString.copyFromUtf8("short")).build());

        assertThat(bench.work()).isEmpty();
        assertThat(bench.count("submissions", "nameless")).isEqualTo(2);
    }

    @Test
    void failsAJobThatCannotBeRunAsSubmitted() {
        Submission job =
                bench.jobs.about("cat").toBuilder()
                        .setFlightKey(Jobs.flight("dog").bytes())
                        .build();
        bench.submit(job);

        JobState state = bench.onlyState();
        assertThat(state.getState()).isEqualTo(State.FAILED);
        assertThat(state.getError().getCode()).isEqualTo(ProblemCode.MALFORMED_REQUEST.wireName());
        assertThat(bench.work()).isEmpty();
    }

    @Test
    void failsAJobThatNamesNoModel() {
        bench.submit(bench.jobs.about("cat", job -> job.clearModel()));

        assertThat(bench.onlyState().getState()).isEqualTo(State.FAILED);
    }

    @Test
    @SuppressWarnings("AvoidValueSetter")
    void failsAJobOfALaneThatOnlyALaterReleaseKnows() {
        bench.submit(bench.jobs.about("cat", job -> job.setLaneValue(7)));
        bench.submit("dog");

        assertThat(bench.onlyState().getState()).isEqualTo(State.FAILED);
        assertThat(bench.work()).hasSize(1);
    }

    /** Held or sent as it is, it would stop the partition when its time comes. */
    @Test
    void failsAJobWhoseWorkIsNotGivenBack() {
        bench.submit("cat");
        WorkItem work = bench.onlyWork();
        Completion failed = bench.workers.outOfMemory(work);
        WorkItem other = work.toBuilder().setFlightKey(ByteString.copyFromUtf8("x")).build();
        bench.complete(
                failed.toBuilder()
                        .setFailed(failed.getFailed().toBuilder().setItem(other))
                        .build());
        bench.advance(Duration.ofHours(1));

        assertThat(bench.states().getLast().getState()).isEqualTo(State.FAILED);
    }

    @Test
    void failsAJobThatWasSkippedWithoutItsWork() {
        bench.submit("cat");
        Completion skipped = bench.workers.skipped(bench.onlyWork(), ProblemCode.DEADLINE_EXCEEDED);
        bench.complete(
                skipped.toBuilder()
                        .setSkipped(skipped.getSkipped().toBuilder().clearItem())
                        .build());
        bench.advance(Duration.ofHours(1));

        assertThat(bench.states().getLast().getState()).isEqualTo(State.FAILED);
    }

    @Test
    void takesNoTraceForOneThatItIsNot() {
        String broken = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-x1";
        bench.submit(bench.jobs.about("cat", job -> job.setTraceparent(broken)));

        assertThat(bench.work()).hasSize(1);
        assertThat(bench.spans.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void ignoresACancellationOfNonsense() {
        bench.send(
                bench.jobs.cancel(
                        bench.jobs.about("cat").toBuilder().setJobId("nonsense").build(),
                        Jobs.TENANT));

        assertThat(bench.count("cancellations", "unknown")).isEqualTo(1);
    }
}
