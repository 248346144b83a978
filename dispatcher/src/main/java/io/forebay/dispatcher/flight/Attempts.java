package io.forebay.dispatcher.flight;

import io.forebay.schemas.wire.Attempt;
import io.forebay.schemas.wire.Completion;
import io.forebay.schemas.wire.WireProblem;
import java.util.List;
import java.util.stream.Stream;

/** The attempts of a flight as readers see them: numbered from 1, skipped ones left out. */
final class Attempts {

    private Attempts() {}

    static List<Attempt> landed(InTheAir flight, Completion completion) {
        return with(flight, next(flight, completion).build());
    }

    static List<Attempt> failed(InTheAir flight, Completion completion, WireProblem problem) {
        return with(flight, next(flight, completion).setError(problem).build());
    }

    private static Attempt.Builder next(InTheAir flight, Completion completion) {
        return Attempt.newBuilder()
                .setNumber(flight.failures().size() + 1)
                .setWorker(completion.getWorker())
                .setStartedAt(completion.getStartedAt())
                .setEndedAt(completion.getEndedAt());
    }

    private static List<Attempt> with(InTheAir flight, Attempt last) {
        return Stream.concat(flight.failures().stream(), Stream.of(last)).toList();
    }
}
