package io.forebay.dispatcher.batch;

import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.BatchStatus;
import io.forebay.schemas.wire.WireProblem;

/** The life of a batch: which status follows from what is so. */
final class Status {

    private static final WireProblem GIVEN_UP =
            Problem.of(
                            ProblemCode.DEADLINE_EXCEEDED,
                            "no more lines came and the batch was not finalized in time")
                    .toWire();

    private Status() {}

    static boolean hasEnded(BatchStatus status) {
        return switch (status) {
            case BATCH_COMPLETED, BATCH_CANCELED, BATCH_EXPIRED -> true;
            case BATCH_OPEN, BATCH_RUNNING, BATCH_CANCELING, UNRECOGNIZED -> false;
        };
    }

    /** Ends the batch whose lines have ended, and opens one whose lines are retried. */
    static void settle(BatchState.Builder batch, long now) {
        boolean allEnded = Counts.allEnded(batch);
        switch (batch.getStatus()) {
            case BATCH_OPEN, UNRECOGNIZED -> {}
            case BATCH_RUNNING -> {
                if (allEnded) {
                    boolean late = batch.getCounts().getExpired() > 0;
                    end(batch, late ? BatchStatus.BATCH_EXPIRED : BatchStatus.BATCH_COMPLETED, now);
                }
            }
            case BATCH_CANCELING -> {
                if (allEnded) {
                    boolean givenUp = batch.hasProblem();
                    end(
                            batch,
                            givenUp ? BatchStatus.BATCH_EXPIRED : BatchStatus.BATCH_CANCELED,
                            now);
                }
            }
            case BATCH_COMPLETED, BATCH_CANCELED, BATCH_EXPIRED -> {
                if (!allEnded) {
                    batch.setStatus(BatchStatus.BATCH_RUNNING)
                            .clearFinishedAt()
                            .clearExpiresAt()
                            .clearProblem();
                }
            }
        }
    }

    /** When the batch wants to be looked at if nothing happens; {@link Long#MAX_VALUE} = never. */
    static long dueAt(BatchState batch) {
        return switch (batch.getStatus()) {
            case BATCH_OPEN -> Math.min(deadline(batch), batch.getChangedAt() + batch.getIdleMs());
            case BATCH_RUNNING, BATCH_CANCELING, UNRECOGNIZED -> Long.MAX_VALUE;
            case BATCH_COMPLETED, BATCH_CANCELED, BATCH_EXPIRED -> batch.getExpiresAt();
        };
    }

    /** Nobody has finalized it. */
    static void giveUp(BatchState.Builder batch) {
        batch.setStatus(BatchStatus.BATCH_CANCELING).setProblem(GIVEN_UP);
    }

    private static long deadline(BatchState batch) {
        return batch.getDeadline() == 0 ? Long.MAX_VALUE : batch.getDeadline();
    }

    private static void end(BatchState.Builder batch, BatchStatus status, long now) {
        batch.setStatus(status).setFinishedAt(now).setExpiresAt(now + batch.getRetentionMs());
    }
}
