package io.forebay.dispatcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.WorkItem;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HeldWorkTest {

    private final Bench bench = new Bench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void holdsWorkUntilItsTopicIsThere() {
        String topic = Topics.work("resnet", Lane.INTERACTIVE).name();
        bench.missingTopics.add(topic);
        Submission job = bench.submit("cat");
        Submission follower = bench.submit("cat");
        bench.advance(Duration.ofSeconds(3));
        assertThat(bench.work()).isEmpty();

        bench.missingTopics.remove(topic);
        bench.advance(Duration.ofSeconds(1));

        WorkItem work = bench.onlyWork();
        assertThat(work.getAttempt()).isEqualTo(1);
        assertThat(work.getFlightId()).isEqualTo(job.getJobId());
        assertThat(work.getInput()).isEqualTo(job.getInput());
        assertThat(work.getStartBy()).isEqualTo(follower.getStartBy());
        bench.states();
        bench.complete(bench.workers.landed(work));
        assertThat(bench.states()).hasSize(2).allMatch(s -> s.getState() == State.SUCCEEDED);
        assertThat(bench.stored("retries")).isZero();
    }

    @Test
    void expiresWorkWhoseTopicNeverComes() {
        bench.missingTopics.add(Topics.work("resnet", Lane.INTERACTIVE).name());
        bench.submit("cat");
        bench.advance(Duration.ofSeconds(40));

        assertThat(bench.states().getLast().getState()).isEqualTo(State.EXPIRED);
        assertThat(bench.stored("retries")).isZero();
    }

    @Test
    void holdsWorkForAModelWhoseNameCannotBeATopic() {
        bench.submit(
                bench.jobs.about(
                        "cat",
                        job -> {
                            job.getModelBuilder().setName("No Such Name!");
                            return job;
                        }));
        bench.advance(Duration.ofSeconds(40));

        assertThat(bench.states().getLast().getState()).isEqualTo(State.EXPIRED);
    }

    @Test
    void sendsHeldBulkWorkToTheInteractiveLaneOnceSomeoneNeedsItThere() {
        bench.missingTopics.add(Topics.work("resnet", Lane.BULK).name());
        bench.submit(bench.jobs.about("cat", job -> job.setLane(Lane.BULK)));
        bench.submit("cat");
        bench.advance(Duration.ofSeconds(1));

        assertThat(bench.onlyWork().getLane()).isEqualTo(Lane.INTERACTIVE);
        bench.advance(Duration.ofSeconds(5));
        assertThat(bench.work()).isEmpty();
    }
}
