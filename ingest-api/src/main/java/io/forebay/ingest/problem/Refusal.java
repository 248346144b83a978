package io.forebay.ingest.problem;

import io.forebay.schemas.id.JobId;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.JobState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is refused, with everything that the problem details say of it.
 *
 * @param errors each thing that is wrong with the request
 * @param retryAfter when the same request may succeed; null when it never will
 * @param subject the job it is about
 */
public record Refusal(
        ProblemCode code,
        String detail,
        List<InputError> errors,
        @Nullable LimitSeen limit,
        @Nullable Duration retryAfter,
        Subject subject) {

    /** The job that a refusal is about. */
    public sealed interface Subject {

        record Nothing() implements Subject {}

        /** Named, because a retry is to find it. */
        record Named(JobId id) implements Subject {}

        /** Shown, because its state is the reason. */
        record Shown(JobState state) implements Subject {}
    }

    public Refusal {
        errors = List.copyOf(errors);
    }

    public static Refusal of(ProblemCode code, String detail) {
        return new Refusal(code, detail, List.of(), null, null, new Subject.Nothing());
    }

    /** One thing wrong, which is also the detail. */
    public static Refusal of(ProblemCode code, InputError error) {
        return of(code, error.where() + ": " + error.detail()).with(List.of(error));
    }

    public Refusal with(List<InputError> seen) {
        return new Refusal(code, detail, seen, limit, retryAfter, subject);
    }

    public Refusal with(LimitSeen seen) {
        return new Refusal(code, detail, errors, seen, retryAfter, subject);
    }

    public Refusal retryAfter(Duration wait) {
        return new Refusal(code, detail, errors, limit, wait, subject);
    }

    public Refusal about(JobId id) {
        return new Refusal(code, detail, errors, limit, retryAfter, new Subject.Named(id));
    }

    public Refusal about(JobState state) {
        return new Refusal(code, detail, errors, limit, retryAfter, new Subject.Shown(state));
    }

    public Optional<LimitSeen> limitSeen() {
        return Optional.ofNullable(limit);
    }

    public Optional<Duration> retry() {
        return Optional.ofNullable(retryAfter);
    }

    public RefusedException toException() {
        return new RefusedException(this);
    }
}
