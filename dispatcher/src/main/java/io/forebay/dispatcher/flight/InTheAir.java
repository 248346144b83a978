package io.forebay.dispatcher.flight;

import io.forebay.dispatcher.job.Card;
import io.forebay.dispatcher.slot.Berth;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.CacheMode;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.FlightPolicy;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.Submission;
import java.util.List;

/**
 * A flight whose result is awaited.
 *
 * @param lane of its work; a bulk flight that an interactive job joins is lifted
 * @param attempt the one that may land it: grows with every time its work is sent anew, whether or
 *     not the one before counts as failed
 * @param running whether a worker said that it runs
 * @param shared whether any second job ever joined it
 * @param held whether its work waits here instead of in its topic
 * @param failures attempts that failed, which count against the model's limit
 * @param berth where its work lies, unless it is held
 */
public record InTheAir(
        FlightKey key,
        Plan plan,
        Lane lane,
        int attempt,
        boolean running,
        boolean shared,
        boolean held,
        List<Attempt> failures,
        Berth berth)
        implements Flight {

    public InTheAir {
        failures = List.copyOf(failures);
    }

    static InTheAir takeOff(Card leader) {
        Submission submission = leader.submission();
        boolean cacheable =
                submission.getCacheMode() != CacheMode.BYPASS
                        && submission.getPolicy().getCacheTtlMs() > 0
                        && submission.getPolicy().getCacheMaxEntries() > 0;
        Plan plan =
                new Plan(
                        submission.getJobId(),
                        submission.getModel(),
                        policy(submission),
                        cacheable);
        return new InTheAir(
                leader.flight(),
                plan,
                submission.getLane(),
                1,
                false,
                false,
                false,
                List.of(),
                Berth.NONE);
    }

    /** What is to run in an order is not tried again: those behind it have gone on. */
    private static FlightPolicy policy(Submission submission) {
        return submission.getOrderingKey().isEmpty()
                ? submission.getPolicy()
                : submission.getPolicy().toBuilder().setMaxAttempts(1).build();
    }

    boolean isLedBy(JobId id) {
        return plan.id().equals(id.text());
    }

    /** The fence: whether a completion is of the attempt that is awaited. */
    boolean awaits(Completion completion) {
        return plan.id().equals(completion.getFlightId()) && attempt == completion.getAttempt();
    }

    boolean isLastAttempt() {
        return failures.size() + 1 >= plan.maxAttempts();
    }

    /** Whether an interactive job would wait behind bulk work. */
    boolean isTooSlowFor(Lane wanted) {
        return wanted == Lane.INTERACTIVE && lane == Lane.BULK && !running;
    }

    InTheAir joined() {
        return with(lane, attempt, running, true, held, failures, berth);
    }

    InTheAir lifted() {
        return with(Lane.INTERACTIVE, attempt, running, shared, held, failures, berth);
    }

    InTheAir started() {
        return with(lane, attempt, true, shared, held, failures, berth);
    }

    InTheAir holding() {
        return with(lane, attempt, running, shared, true, failures, Berth.NONE);
    }

    InTheAir sent(Berth to) {
        return with(lane, attempt, running, shared, false, failures, to);
    }

    /** The next attempt, this one having failed. */
    InTheAir failed(List<Attempt> failuresNow) {
        return with(lane, attempt + 1, false, shared, held, failuresNow, Berth.NONE);
    }

    /** The next attempt, this one having been let go without a try. */
    InTheAir skipped() {
        return with(lane, attempt + 1, false, shared, held, failures, Berth.NONE);
    }

    private InTheAir with(
            Lane newLane,
            int newAttempt,
            boolean newRunning,
            boolean newShared,
            boolean newHeld,
            List<Attempt> newFailures,
            Berth newBerth) {
        return new InTheAir(
                key,
                plan,
                newLane,
                newAttempt,
                newRunning,
                newShared,
                newHeld,
                newFailures,
                newBerth);
    }
}
