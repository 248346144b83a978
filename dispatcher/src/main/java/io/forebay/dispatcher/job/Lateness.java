package io.forebay.dispatcher.job;

import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.WireProblem;

/** Which of its times a job has missed. */
public enum Lateness {
    QUEUE_TIMEOUT(ProblemCode.QUEUE_TIMEOUT, "no worker started the job within its queue timeout"),
    DEADLINE(ProblemCode.DEADLINE_EXCEEDED, "the job did not end by its deadline"),
    RUN_TIMEOUT(
            ProblemCode.RUN_TIMEOUT,
            "the job started, and nothing was heard of it for longer than all its attempts may run");

    private final WireProblem problem;

    Lateness(ProblemCode code, String detail) {
        problem = Problem.of(code, detail).toWire();
    }

    public WireProblem problem() {
        return problem;
    }
}
