package io.forebay.dispatcher.job;

import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.CacheMode;
import io.forebay.schemas.wire.Lane;
import io.forebay.schemas.wire.Submission;
import java.util.Optional;

/** What a submission turned out to be: the log is written by others, and may hold anything. */
public sealed interface CardReading {

    /** SHA-256. */
    int FLIGHT_KEY_BYTES = 32;

    /** A job. */
    record Sound(Card card) implements CardReading {}

    /** Somebody's job by its id, but not one that can be run. */
    record Faulty(Card card, String fault) implements CardReading {}

    /** Nobody's job. */
    record Nameless(String fault) implements CardReading {}

    static CardReading of(Submission submission) {
        Optional<JobId> id = JobId.parse(submission.getJobId());
        if (id.isEmpty()) {
            return new Nameless("the submission has no job id");
        }
        if (submission.getFlightKey().size() != FLIGHT_KEY_BYTES) {
            return new Nameless("the submission's flight key is not one");
        }
        FlightKey flight = new FlightKey(submission.getFlightKey());
        Submission rest = submission.toBuilder().clearInput().build();
        Card card = new Card(id.get(), flight, rest);
        return fault(card).<CardReading>map(f -> new Faulty(card, f)).orElse(new Sound(card));
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
