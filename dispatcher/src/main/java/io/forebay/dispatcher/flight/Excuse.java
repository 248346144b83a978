package io.forebay.dispatcher.flight;

import io.forebay.dispatcher.job.Lateness;
import io.forebay.dispatcher.job.OpenJob;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.Skipped;
import io.forebay.schemas.wire.WireProblem;

/**
 * Why a worker skipped work: for its deadline, or for its time to start.
 *
 * @param which the time that had passed
 * @param limit that time as the work said it, in epoch milliseconds; 0 = it said none
 */
record Excuse(Lateness which, long limit) {

    static Excuse of(Skipped skipped) {
        boolean deadline =
                skipped.getProblem().getCode().equals(ProblemCode.DEADLINE_EXCEEDED.wireName());
        return deadline
                ? new Excuse(Lateness.DEADLINE, skipped.getItem().getDeadline())
                : new Excuse(Lateness.QUEUE_TIMEOUT, skipped.getItem().getStartBy());
    }

    /** Work without a limit cannot be late: sending it anew would go on for ever. */
    boolean isEmpty() {
        return limit == 0;
    }

    boolean holdsFor(OpenJob job) {
        long own = which == Lateness.DEADLINE ? job.card().deadline() : job.startBy();
        return own != 0 && own <= limit;
    }

    WireProblem problem() {
        return which.problem();
    }
}
