package io.forebay.dispatcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.WorkItem;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FencingTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void landsAFlightOnce() {
        bench.submit("cat");
        WorkItem work = bench.onlyWork();
        bench.complete(bench.workers.landed(work, "first"));
        bench.complete(bench.workers.landed(work, "second"));

        assertThat(bench.onlyState().getOutput()).isEqualTo(Workers.payload("first"));
        bench.submit("cat");
        assertThat(bench.onlyState().getOutput()).isEqualTo(Workers.payload("first"));
        assertThat(bench.count("completions", "stale")).isEqualTo(1);
    }

    @Test
    void dropsTheLandingOfAnAttemptThatWasGivenUp() {
        bench.submit("cat");
        WorkItem first = bench.onlyWork();
        bench.complete(bench.workers.outOfMemory(first));
        bench.states();
        bench.complete(bench.workers.landed(first, "zombie"));
        assertThat(bench.states()).isEmpty();

        bench.advance(Duration.ofSeconds(2));
        bench.complete(bench.workers.landed(first, "zombie"));
        assertThat(bench.states()).isEmpty();
        bench.complete(bench.workers.landed(bench.onlyWork(), "second attempt"));
        assertThat(bench.onlyState().getOutput()).isEqualTo(Workers.payload("second attempt"));
    }

    @Test
    void countsAFailureThatIsDeliveredTwiceOnce() {
        bench.submit("cat");
        WorkItem work = bench.onlyWork();
        bench.complete(bench.workers.outOfMemory(work));
        bench.complete(bench.workers.outOfMemory(work));

        assertThat(bench.onlyState().getAttemptsCount()).isEqualTo(1);
    }

    @Test
    void dropsWhatIsSaidOfFlightsThatItDoesNotKnow() {
        bench.submit("cat");
        WorkItem work = bench.onlyWork();
        bench.complete(
                bench.workers.landed(
                        work.toBuilder().setFlightKey(Jobs.flight("dog").bytes()).build()));
        bench.complete(bench.workers.landed(work.toBuilder().setFlightId("job_else").build()));
        bench.complete(bench.workers.landed(work.toBuilder().setAttempt(2).build()));
        bench.complete(
                bench.workers.landed(
                        work.toBuilder().setFlightKey(ByteString.copyFromUtf8("x")).build()));

        assertThat(bench.states()).isEmpty();
        assertThat(bench.count("completions", "stale")).isEqualTo(4);
    }

    @Test
    void saysOnlyOnceThatAJobRuns() {
        bench.submit("cat");
        WorkItem work = bench.onlyWork();
        bench.complete(bench.workers.started(work));
        bench.complete(bench.workers.started(work));

        assertThat(bench.onlyState().getState()).isEqualTo(State.RUNNING);
    }

    @Test
    void passesOverCompletionsWithoutAnOutcome() {
        bench.submit("cat");
        bench.complete(bench.workers.started(bench.onlyWork()).toBuilder().clearStarted().build());

        assertThat(bench.states()).isEmpty();
        assertThat(bench.count("completions", "unknown")).isEqualTo(1);
    }
}
