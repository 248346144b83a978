package io.forebay.loadtests.worker;

import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Execution;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.attempt.Ended;
import io.forebay.worker.attempt.Ending;
import io.forebay.worker.model.Engine;
import io.forebay.worker.model.Prepared;
import io.forebay.worker.model.RunOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What each stage of a job costs when nothing else goes on: one thread does all of them in turn.
 * Confined to that thread.
 */
final class Stages {

    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    /** From the bytes of a record to the bytes of its completion. */
    enum Stage {
        /** The record's bytes are parsed. */
        READ,
        /** The input is checked against the model. */
        PREPARE,
        /** The batch is joined, and the answers are cut apart. */
        JOIN_AND_SPLIT,
        /** ONNX Runtime. */
        RUN,
        /** The completion is written, and handed to the producer. */
        PUBLISH
    }

    /** Of one job. */
    record Cost(double nanos, double bytes) {}

    private final Subject subject;
    private final Engine engine;
    private final int batch;
    private final Parts parts;
    private final Map<Stage, long[]> sums = new EnumMap<>(Stage.class);
    private final Deserializer<WorkItem> reader;
    private long nanos;
    private long bytes;

    Stages(Subject subject, Engine engine, int batch, Path folder) {
        this.subject = subject;
        this.engine = engine;
        this.batch = batch;
        this.parts = new Parts(subject.model().name(), folder, Runnable::run);
        this.reader = Topics.work(subject.model().name(), Lane.INTERACTIVE).value().deserializer();
        clear();
    }

    Map<Stage, Cost> measure(Duration time) throws IOException {
        batches(time.dividedBy(4));
        clear();
        long jobs = batches(time) * batch;
        parts.close();
        Map<Stage, Cost> costs = new EnumMap<>(Stage.class);
        sums.forEach((stage, sum) ->
                costs.put(stage, new Cost((double) sum[0] / jobs, (double) sum[1] / jobs)));
        return costs;
    }

    private void clear() {
        for (Stage stage : Stage.values()) {
            sums.put(stage, new long[2]);
        }
    }

    private long batches(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        long batches = 0;
        while (System.nanoTime() < end) {
            one();
            batches++;
            parts.forget();
        }
        return batches;
    }

    private void one() throws IOException {
        List<WorkItem> items = new ArrayList<>(batch);
        List<InferenceInput> inputs = new ArrayList<>(batch);
        List<Prepared> prepared = new ArrayList<>(batch);
        begin();
        for (int i = 0; i < batch; i++) {
            items.add(reader.deserialize("", subject.records().get(i % subject.records().size())));
            var in = items.getLast().getInput().getInline().newCodedInput();
            in.enableAliasing(true);
            inputs.add(InferenceInput.parseFrom(in));
        }
        end(Stage.READ);
        inputs.forEach(input -> prepared.add(engine.prepare(input)));
        end(Stage.PREPARE);
        if (!(engine.run(prepared, TIMEOUT) instanceof RunOutcome.Ran ran)) {
            throw new IllegalStateException("a run of " + subject.model().name() + " broke");
        }
        end(Stage.JOIN_AND_SPLIT);
        long inOrt = ran.inferTime().toNanos();
        add(Stage.JOIN_AND_SPLIT, -inOrt);
        add(Stage.RUN, inOrt);
        begin();
        parts.publisher.ended(endings(items, ran));
        end(Stage.PUBLISH);
    }

    private List<Ended> endings(List<WorkItem> items, RunOutcome.Ran ran) {
        List<Ended> ended = new ArrayList<>(batch);
        Instant now = parts.clock.instant();
        for (int i = 0; i < batch; i++) {
            if (!(ran.answers().get(i) instanceof RunOutcome.Answer.Output(var output))) {
                throw new IllegalStateException("an answer of the model is of no use");
            }
            ended.add(
                    new Ended(
                            new Attempt(items.get(i), now, () -> {}),
                            new Ending.Landed(output, Execution.getDefaultInstance())));
        }
        return ended;
    }

    private void begin() {
        bytes = Allocation.ofThisThread();
        nanos = System.nanoTime();
    }

    private void end(Stage stage) {
        long now = System.nanoTime();
        long allocated = Allocation.ofThisThread();
        add(stage, now - nanos);
        of(stage)[1] += allocated - bytes;
        begin();
    }

    private void add(Stage stage, long time) {
        of(stage)[0] += time;
    }

    private long[] of(Stage stage) {
        return java.util.Objects.requireNonNull(sums.get(stage));
    }
}
