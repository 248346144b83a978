package io.forebay.dispatcher.topology;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.MessageLite;
import io.forebay.dispatcher.streams.StateConfig;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.WorkItem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new processor takes over the stores of one that is gone, and nothing else. */
final class RestartTest {

    private static final Duration STEP = Duration.ofMillis(50);

    @TempDir Path directory;

    private final Bench bench = new Bench();
    private MockProcessorContext<Object, MessageLite> context;
    private Processor<byte[], MessageLite, Object, MessageLite> processor;

    @BeforeEach
    void open() {
        StateConfig state = new StateConfig(directory, 32, 16);
        context =
                new MockProcessorContext<>(
                        bench.properties(state), new TaskId(0, 0), directory.toFile());
        for (StoreBuilder<?> builder : bench.supplier.stores()) {
            StateStore store = builder.withLoggingDisabled().build();
            store.init(context.getStateStoreContext(), store);
            context.addStateStore(store);
        }
        processor = take();
    }

    @AfterEach
    void close() {
        for (StoreBuilder<?> builder : bench.supplier.stores()) {
            StateStore store = context.getStateStore(builder.name());
            store.close();
        }
        bench.close();
    }

    @Test
    void expiresTheJobsThatItFindsWaiting() {
        submit("cat");
        restart();
        advance(Duration.ofSeconds(32));

        assertThat(states()).extracting(JobState::getState).endsWith(State.EXPIRED);
    }

    @Test
    void announcesTheJobsThatItFindsUnannounced() {
        submit("cat");
        restart();
        advance(Duration.ofMillis(300));

        assertThat(states()).extracting(JobState::getState).containsExactly(State.QUEUED);
        restart();
        advance(Duration.ofMillis(300));
        assertThat(states()).isEmpty();
    }

    @Test
    void sendsTheRetriesThatItFindsHeld() {
        submit("cat");
        complete(bench.workers.outOfMemory(work().getFirst()));
        restart();
        advance(Duration.ofSeconds(2));

        assertThat(work()).singleElement().satisfies(w -> assertThat(w.getAttempt()).isEqualTo(2));
    }

    @Test
    void keepsTheBoundOnTheCacheThatItFinds() {
        land("cat");
        advance(Duration.ofMillis(100));
        land("dog");
        restart();
        land("owl");

        submit("dog");
        submit("owl");
        assertThat(work()).isEmpty();
        submit("cat");
        assertThat(work()).hasSize(1);
    }

    @Test
    void removesTheCachedFlightsThatItFindsPastTheirTime() {
        land("cat");
        restart();
        advance(Duration.ofSeconds(75));

        KeyValueStore<byte[], ?> flights = context.getStateStore("flights");
        try (var left = flights.all()) {
            assertThat(left.hasNext()).isFalse();
        }
    }

    @Test
    void landsTheFlightsThatItFindsInTheAir() {
        submit("cat");
        submit("cat");
        WorkItem work = work().getFirst();
        restart();
        complete(bench.workers.landed(work));

        assertThat(states()).hasSize(2).allMatch(state -> state.getState() == State.SUCCEEDED);
    }

    private void land(String content) {
        submit(content);
        complete(bench.workers.landed(work().getFirst()));
        states();
    }

    private void submit(String content) {
        Submission submission =
                bench.jobs.about(
                        content,
                        job -> job.setPolicy(Jobs.POLICY.toBuilder().setCacheMaxEntries(2)));
        processor.process(
                new Record<>(
                        submission.getFlightKey().toByteArray(),
                        Jobs.event(submission),
                        bench.clock.millis()));
    }

    private void complete(Completion completion) {
        processor.process(
                new Record<>(
                        completion.getFlightKey().toByteArray(), completion, bench.clock.millis()));
    }

    private void restart() {
        processor.close();
        context.scheduledPunctuators().forEach(MockProcessorContext.CapturedPunctuator::cancel);
        processor = take();
    }

    private Processor<byte[], MessageLite, Object, MessageLite> take() {
        var taken = bench.supplier.get();
        taken.init(context);
        return taken;
    }

    /** The mock context fires nothing by itself: whatever is scheduled is tried at each step. */
    private void advance(Duration by) {
        for (long left = by.toMillis(); left > 0; left -= STEP.toMillis()) {
            bench.clock.advance(STEP);
            for (var punctuator : List.copyOf(context.scheduledPunctuators())) {
                if (!punctuator.cancelled()) {
                    punctuator.getPunctuator().punctuate(bench.clock.millis());
                }
            }
        }
    }

    private List<WorkItem> work() {
        return taken(DispatcherTopology.WORK, WorkItem.class);
    }

    private List<JobState> states() {
        return taken(DispatcherTopology.JOB_STATES, JobState.class);
    }

    private <M> List<M> taken(String sink, Class<M> type) {
        List<M> all =
                context.forwarded(sink).stream()
                        .map(forward -> type.cast(forward.record().value()))
                        .toList();
        context.resetForwards();
        return all;
    }
}
