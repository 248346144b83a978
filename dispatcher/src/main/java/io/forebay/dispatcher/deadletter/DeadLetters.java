package io.forebay.dispatcher.deadletter;

import io.forebay.schemas.id.JobId;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.DeadLetter;
import io.forebay.schemas.wire.WireProblem;
import io.forebay.schemas.wire.WorkItem;
import java.util.List;

/**
 * Writes one dead letter: the work as it was, why it died, and for whom. Confined to one caller.
 */
public final class DeadLetters {

    /** Job ids have 44 characters: more of them would crowd the payload out of a 1 MiB record. */
    static final int MOST_JOB_IDS = 1_000;

    private final DeadLetter.Builder letter;

    private DeadLetters(DeadLetter.Builder letter) {
        this.letter = letter;
    }

    public static DeadLetters begin(
            WorkItem item, WireProblem problem, List<Attempt> attempts, long now) {
        return new DeadLetters(
                DeadLetter.newBuilder()
                        .setItem(item)
                        .setProblem(problem)
                        .addAllAttempts(attempts)
                        .setDiedAt(now));
    }

    /** What the jobs that waited for it are told. */
    public static WireProblem exhausted(List<Attempt> attempts, WireProblem last) {
        String detail =
                "%d attempts failed; the last: %s: %s"
                        .formatted(attempts.size(), last.getCode(), last.getDetail());
        return Problem.of(ProblemCode.ATTEMPTS_EXHAUSTED, detail).toWire();
    }

    /** Names a job that waited; of very many the first thousand are named. */
    public void mourner(JobId id) {
        if (letter.getJobIdsCount() < MOST_JOB_IDS) {
            letter.addJobIds(id.text());
        }
    }

    public DeadLetter end() {
        return letter.build();
    }
}
