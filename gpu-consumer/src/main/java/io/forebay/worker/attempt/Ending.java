package io.forebay.worker.attempt;

import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.Execution;
import io.forebay.schemas.wire.InferenceOutput;
import java.time.Duration;

/** How an attempt ended. */
public sealed interface Ending {

    /** The model answered. */
    record Landed(InferenceOutput output, Execution execution) implements Ending {}

    /**
     * The model could not answer.
     *
     * @param isTransient whether another attempt may succeed
     */
    record Failed(Problem problem, boolean isTransient) implements Ending {}

    /** It was in progress when one worker too many died. */
    record Died(Problem problem) implements Ending {}

    /** It was too late to run. */
    record Skipped(Problem problem) implements Ending {}

    /** Nobody waits for it any more, so that nobody is told. */
    record Withdrawn() implements Ending {}

    static Ending permanent(Problem problem) {
        return new Failed(problem, false);
    }

    static Ending transientFailure(Problem problem) {
        return new Failed(problem, true);
    }

    /** For an attempt that is {@linkplain Attempt#isCondemned condemned}. */
    static Died died() {
        return new Died(
                Problem.of(
                        ProblemCode.EXECUTION_FAILED,
                        "the process that ran it died %d times or more, the last time with nothing else in it"
                                .formatted(Attempt.TOLERATED_DEATHS + 1)));
    }

    /** For an attempt that is {@linkplain Attempt#isWornOut worn out}. */
    static Ending wornOut() {
        return transientFailure(
                Problem.of(
                        ProblemCode.EXECUTION_FAILED,
                        "given to workers %d times, and none of them ended it"
                                .formatted(Attempt.MOST_DELIVERIES - 1)));
    }

    /** For an attempt that could not end before its deadline. */
    static Ending hopeless(Duration expected) {
        return new Skipped(
                Problem.of(
                        ProblemCode.DEADLINE_EXCEEDED,
                        "not run: it takes about %d ms, and its deadline is closer"
                                .formatted(expected.toMillis())));
    }

    /** For an attempt that is past its time to start or to end. */
    static Ending late(Attempt attempt, long now) {
        return new Skipped(
                attempt.deadline() <= now
                        ? Problem.of(ProblemCode.DEADLINE_EXCEEDED, "not run before the deadline")
                        : Problem.of(
                                ProblemCode.QUEUE_TIMEOUT, "not started within the queue timeout"));
    }
}
