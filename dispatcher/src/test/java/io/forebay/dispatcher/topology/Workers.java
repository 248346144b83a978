package io.forebay.dispatcher.topology;

import com.google.protobuf.ByteString;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.Execution;
import io.forebay.schemas.wire.Failed;
import io.forebay.schemas.wire.Landed;
import io.forebay.schemas.wire.Payload;
import io.forebay.schemas.wire.Skipped;
import io.forebay.schemas.wire.Started;
import io.forebay.schemas.wire.WireProblem;
import io.forebay.schemas.wire.WorkItem;
import java.time.InstantSource;

/** Answers work as workers would. */
final class Workers {

    static final WireProblem OUT_OF_MEMORY = problem(ProblemCode.EXECUTION_FAILED, "out of memory");
    static final WireProblem BAD_INPUT = problem(ProblemCode.INVALID_INPUT, "the shape is wrong");

    private final InstantSource clock;

    Workers(InstantSource clock) {
        this.clock = clock;
    }

    Completion started(WorkItem item) {
        return about(item).setStarted(Started.getDefaultInstance()).build();
    }

    Completion landed(WorkItem item) {
        return landed(item, "output of " + item.getInput().getInline().toStringUtf8());
    }

    Completion landed(WorkItem item, String output) {
        return about(item)
                .setLanded(
                        Landed.newBuilder()
                                .setOutput(payload(output))
                                .setExecution(
                                        Execution.newBuilder().setBatchSize(8).setInferUs(900)))
                .build();
    }

    Completion outOfMemory(WorkItem item) {
        return about(item)
                .setFailed(
                        Failed.newBuilder()
                                .setProblem(OUT_OF_MEMORY)
                                .setTransient(true)
                                .setItem(item))
                .build();
    }

    Completion deadly(WorkItem item) {
        return about(item)
                .setFailed(
                        Failed.newBuilder()
                                .setProblem(OUT_OF_MEMORY)
                                .setTransient(true)
                                .setDeadly(true)
                                .setItem(item))
                .build();
    }

    Completion badInput(WorkItem item) {
        return about(item)
                .setFailed(Failed.newBuilder().setProblem(BAD_INPUT).setItem(item))
                .build();
    }

    Completion skipped(WorkItem item, ProblemCode why) {
        return about(item)
                .setSkipped(Skipped.newBuilder().setProblem(problem(why, "too late")).setItem(item))
                .build();
    }

    static Payload payload(String text) {
        return Payload.newBuilder().setInline(ByteString.copyFromUtf8(text)).build();
    }

    private static WireProblem problem(ProblemCode code, String detail) {
        return WireProblem.newBuilder().setCode(code.wireName()).setDetail(detail).build();
    }

    private Completion.Builder about(WorkItem item) {
        return Completion.newBuilder()
                .setFlightKey(item.getFlightKey())
                .setFlightId(item.getFlightId())
                .setAttempt(item.getAttempt())
                .setWorker("worker-1")
                .setStartedAt(clock.millis())
                .setEndedAt(clock.millis());
    }
}
