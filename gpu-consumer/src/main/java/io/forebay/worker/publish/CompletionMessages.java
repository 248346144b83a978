package io.forebay.worker.publish;

import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.Execution;
import io.forebay.schemas.wire.Failed;
import io.forebay.schemas.wire.Landed;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.Skipped;
import io.forebay.schemas.wire.Started;
import io.forebay.schemas.wire.WireProblem;
import io.forebay.schemas.wire.WorkItem;
import io.forebay.worker.attempt.Attempt;
import java.time.InstantSource;

/** What the dispatcher is told. Safe for use by several threads. */
public final class CompletionMessages {

    /** A detail is for people; an endless one must not make a record too large to send. */
    private static final int MAX_DETAIL = 2_000;

    private final String worker;
    private final InstantSource clock;

    public CompletionMessages(String worker, InstantSource clock) {
        this.worker = worker;
        this.clock = clock;
    }

    Completion started(Attempt attempt) {
        return of(attempt).setStarted(Started.getDefaultInstance()).build();
    }

    Completion landed(Attempt attempt, Payload output, Execution execution) {
        return ended(attempt)
                .setLanded(Landed.newBuilder().setOutput(output).setExecution(execution))
                .build();
    }

    Completion failed(Attempt attempt, Problem problem, boolean isTransient) {
        return ended(attempt)
                .setFailed(
                        Failed.newBuilder()
                                .setProblem(wire(problem))
                                .setTransient(isTransient)
                                .setItem(attempt.item()))
                .build();
    }

    Completion died(Attempt attempt, Problem problem) {
        return ended(attempt)
                .setFailed(
                        Failed.newBuilder()
                                .setProblem(wire(problem))
                                .setTransient(true)
                                .setDeadly(true)
                                .setItem(attempt.item()))
                .build();
    }

    Completion skipped(Attempt attempt, Problem problem) {
        return ended(attempt)
                .setSkipped(Skipped.newBuilder().setProblem(wire(problem)).setItem(attempt.item()))
                .build();
    }

    private Completion.Builder ended(Attempt attempt) {
        return of(attempt).setEndedAt(clock.millis());
    }

    private Completion.Builder of(Attempt attempt) {
        WorkItem item = attempt.item();
        return Completion.newBuilder()
                .setFlightKey(item.getFlightKey())
                .setFlightId(item.getFlightId())
                .setAttempt(item.getAttempt())
                .setWorker(worker)
                .setStartedAt(attempt.startedAt());
    }

    private static WireProblem wire(Problem problem) {
        String detail = problem.detail();
        return detail.length() <= MAX_DETAIL
                ? problem.toWire()
                : Problem.of(problem.code(), detail.substring(0, MAX_DETAIL) + "...").toWire();
    }
}
