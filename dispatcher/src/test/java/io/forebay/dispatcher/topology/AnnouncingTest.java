package io.forebay.dispatcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.WorkItem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AnnouncingTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void publishesAQuickJobOnce() {
        bench.submit("cat");
        bench.advance(Duration.ofMillis(150));
        bench.complete(bench.workers.landed(bench.onlyWork()));
        bench.advance(Duration.ofSeconds(5));

        assertThat(bench.onlyState().getState()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void announcesAJobThatStaysOpenOnce() {
        bench.submit("cat");
        bench.advance(Duration.ofMillis(250));

        JobState queued = bench.onlyState();
        assertThat(queued.getState()).isEqualTo(State.QUEUED);
        assertThat(queued.getQueueReason()).isEqualTo("queued");
        assertThat(queued.getMetadataMap()).containsEntry("row", "cat");
        bench.advance(Duration.ofSeconds(5));
        assertThat(bench.states()).isEmpty();
    }

    @Test
    void announcesARunningJobAsRunning() {
        bench.submit("cat");
        bench.complete(bench.workers.started(bench.onlyWork()));
        bench.advance(Duration.ofSeconds(1));

        JobState running = bench.onlyState();
        assertThat(running.getState()).isEqualTo(State.RUNNING);
        assertThat(running.getStartedAt()).isPositive();
    }

    @Test
    void growsTheVersionWithEveryState() {
        bench.submit("cat");
        bench.advance(Duration.ofSeconds(1));
        WorkItem first = bench.onlyWork();
        bench.complete(bench.workers.started(first));
        bench.complete(bench.workers.outOfMemory(first));
        bench.advance(Duration.ofSeconds(2));
        WorkItem second = bench.onlyWork();
        bench.complete(bench.workers.started(second));
        bench.complete(bench.workers.landed(second));

        List<JobState> states = bench.states();
        assertThat(states)
                .extracting(JobState::getState)
                .containsExactly(
                        State.QUEUED, State.RUNNING, State.QUEUED, State.RUNNING, State.SUCCEEDED);
        assertThat(states).extracting(JobState::getVersion).isSorted().doesNotHaveDuplicates();
        assertThat(states.getFirst().getVersion()).isEqualTo(1);
        assertThat(states.getLast().getStartedAt()).isEqualTo(states.get(1).getStartedAt());
    }
}
