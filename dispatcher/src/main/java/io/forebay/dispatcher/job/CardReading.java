package io.forebay.dispatcher.job;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.problem.Problem;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.CacheMode;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.Submission;
import io.forebay.schemas.wire.WireProblem;
import java.util.Optional;

/** What a submission turned out to be: the log is written by others, and may hold anything. */
public sealed interface CardReading {

    /** A job. */
    record Sound(Card card) implements CardReading {}

    /** Somebody's job by its id, but not one that can be run. */
    record Faulty(Card card, WireProblem problem) implements CardReading {}

    /** Nobody's job. */
    record Nameless(String fault) implements CardReading {}

    static CardReading of(Submission submission) {
        Optional<JobId> id = JobId.parse(submission.getJobId());
        if (id.isEmpty()) {
            return new Nameless("the submission has no job id");
        }
        if (submission.getFlightKey().size() != FlightKey.LENGTH) {
            return new Nameless("the submission's flight key is not one");
        }
        FlightKey flight = new FlightKey(submission.getFlightKey());
        Card card = new Card(id.get(), flight, withoutData(submission));
        if (submission.hasFault()) {
            return new Faulty(card, submission.getFault());
        }
        return fault(card)
                .<CardReading>map(fault -> new Faulty(card, malformed(fault)))
                .orElse(new Sound(card));
    }

    private static Submission withoutData(Submission submission) {
        return submission.getInput().hasRef()
                ? submission
                : submission.toBuilder().clearInput().build();
    }

    private static WireProblem malformed(String fault) {
        return Problem.of(ProblemCode.MALFORMED_REQUEST, fault).toWire();
    }

    private static Optional<String> fault(Card card) {
        Submission submission = card.submission();
        if (!card.id().route().equals(card.flight().route())) {
            return Optional.of("the job id was made for another flight");
        }
        if (submission.getModel().getName().isEmpty()) {
            return Optional.of("no model is named");
        }
        if (submission.getLane() == Lane.UNRECOGNIZED) {
            return Optional.of("the lane is unknown");
        }
        if (submission.getCacheMode() == CacheMode.UNRECOGNIZED) {
            return Optional.of("the cache mode is unknown");
        }
        return Optional.empty();
    }
}
