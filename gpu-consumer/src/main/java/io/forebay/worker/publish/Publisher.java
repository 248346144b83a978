package io.forebay.worker.publish;

import io.forebay.schemas.payload.PayloadKey;
import io.forebay.schemas.payload.PayloadStoreException;
import io.forebay.schemas.payload.Payloads;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.Lane;
import io.forebay.worker.attempt.Attempt;
import io.forebay.worker.attempt.Ended;
import io.forebay.worker.attempt.Ending;
import io.forebay.worker.attempt.Reports;
import io.forebay.worker.health.Health;
import io.forebay.worker.meter.ModelMeters;
import io.forebay.worker.meter.ModelMeters.End;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the dispatcher what became of one model's attempts, and finishes each once that is
 * acknowledged. Safe for use by several threads.
 */
public final class Publisher implements Reports {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

    private final Completions completions;
    private final Payloads outputs;
    private final CompletionMessages messages;
    private final Executor executor;
    private final ModelMeters meters;
    private final Health health;

    /**
     * @param executor serializes, keeps and sends, so that no device waits for it
     */
    public Publisher(
            Completions completions,
            Payloads outputs,
            CompletionMessages messages,
            Executor executor,
            ModelMeters meters,
            Health health) {
        this.completions = completions;
        this.outputs = outputs;
        this.messages = messages;
        this.executor = executor;
        this.meters = meters;
        this.health = health;
    }

    @Override
    public void ended(List<Ended> ended) {
        List<Ended> small = new ArrayList<>(ended.size());
        for (Ended one : ended) {
            if (isLarge(one.ending())) {
                executor.execute(() -> publishAll(List.of(one)));
            } else {
                small.add(one);
            }
        }
        if (!small.isEmpty()) {
            executor.execute(() -> publishAll(small));
        }
    }

    @Override
    public void running(Attempt attempt) {
        send(attempt, messages.started(attempt), () -> {});
    }

    /** A large output goes to the store, which may take its time; others need not wait for it. */
    private boolean isLarge(Ending ending) {
        return ending instanceof Ending.Landed landed
                && landed.output().getSerializedSize() > outputs.inlineLimit();
    }

    private void publishAll(List<Ended> ended) {
        try {
            ended.forEach(one -> publish(one.attempt(), one.ending()));
        } catch (RuntimeException e) {
            health.fatal("completions cannot be made", e);
        }
    }

    private void publish(Attempt attempt, Ending ending) {
        Lane lane = attempt.item().getLane();
        switch (ending) {
            case Ending.Landed landed -> land(attempt, landed);
            case Ending.Failed(Problem problem, boolean isTransient) -> {
                meters.ended(lane, isTransient ? End.FAILED_TRANSIENT : End.FAILED);
                send(attempt, messages.failed(attempt, problem, isTransient), attempt::finish);
            }
            case Ending.Died(Problem problem) -> {
                meters.ended(lane, End.DIED);
                send(attempt, messages.died(attempt, problem), attempt::finish);
            }
            case Ending.Skipped(Problem problem) -> {
                meters.ended(lane, End.SKIPPED);
                send(attempt, messages.skipped(attempt, problem), attempt::finish);
            }
            case Ending.Withdrawn() -> {
                meters.ended(lane, End.WITHDRAWN);
                attempt.finish();
            }
        }
    }

    private void land(Attempt attempt, Ending.Landed landed) {
        try {
            String key = PayloadKey.output(attempt.item());
            var output = outputs.wrap(key, landed.output().toByteString());
            meters.ended(attempt.item().getLane(), End.LANDED);
            send(attempt, messages.landed(attempt, output, landed.execution()), attempt::finish);
        } catch (PayloadStoreException e) {
            attempt.log(LOG.atError()).setCause(e).log("lost an output");
            publish(
                    attempt,
                    Ending.transientFailure(
                            Problem.of(
                                    ProblemCode.EXECUTION_FAILED, "the output could not be kept")));
        }
    }

    private void send(Attempt attempt, Completion completion, Runnable onAcknowledged) {
        completions.send(
                attempt.flight(), completion, attempt.item().getTraceparent(), onAcknowledged);
    }
}
