package io.forebay.ingest.submit;

import io.forebay.ingest.options.IdempotencyKey;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.results.reader.JobReader;
import io.forebay.results.reader.Reading;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/**
 * Names jobs: by a new id, or by the one that an Idempotency-Key stands for.
 *
 * @param retention for how long a key of a tenant stands for its job
 */
record JobNaming(
        JobIdMint mint,
        JobReader reader,
        Function<String, Duration> retention,
        InstantSource clock) {

    /**
     * For so long after a key's window began, a repeat of a request in the window before is likely
     * enough to wait for the view, which alone knows.
     */
    private static final Duration REPEATS_LIKELY = Duration.ofMinutes(10);

    private static final Duration RETRY = Duration.ofSeconds(1);

    /**
     * The job's id.
     *
     * @throws RefusedException when the request's key stands for another content
     */
    JobId name(Request request, FlightKey shared) {
        Optional<IdempotencyKey> key = request.options().key();
        return key.isPresent()
                ? named(request, shared, key.get())
                : mint.mint(request.tenant(), shared.route());
    }

    /** The id of a job whose result goes out with it. */
    JobId answered(Request request, FlightKey flight) {
        return mint.mintAnswered(request.tenant(), flight.route());
    }

    private JobId named(Request request, FlightKey shared, IdempotencyKey key) {
        JobId derived = derived(request, shared, key);
        var wanted = new JobReader.Claimed(derived, contentDigest(request, shared));
        return switch (reader.claim(
                request.tenant(), key.digest(), wanted, retention.apply(request.tenant()))) {
            case JobReader.Claim.Granted() -> derived;
            case JobReader.Claim.Unknown() -> derived;
            case JobReader.Claim.Taken(JobReader.Claimed by) -> {
                if (!by.contentDigest().equals(wanted.contentDigest())) {
                    throw new RefusedException(
                            ProblemCode.IDEMPOTENCY_CONFLICT,
                            "the key stands for a job with another input or other options");
                }
                yield by.id();
            }
        };
    }

    /** The id of the window that the job was first submitted in: this one, or the one before. */
    private JobId derived(Request request, FlightKey shared, IdempotencyKey key) {
        JobId now = mint.mint(request.tenant(), shared.route(), key.value());
        JobId before = mint.mintBefore(request.tenant(), shared.route(), key.value());
        return switch (reader.read(before)) {
            case Reading.Found _, Reading.Deleted _ -> before;
            case Reading.NotRecorded _ -> now;
            case Reading.Unavailable(String reason) -> {
                if (now.createdAt().plus(REPEATS_LIKELY).isAfter(clock.instant())) {
                    throw Refusal.of(
                                    ProblemCode.VIEW_UNAVAILABLE,
                                    "nobody can say now whether the Idempotency-Key stands for a job already: "
                                            + reason)
                            .retryAfter(RETRY)
                            .toException();
                }
                yield now;
            }
        };
    }

    private static String contentDigest(Request request, FlightKey shared) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(shared.toByteArray());
            return HexFormat.of()
                    .formatHex(
                            sha256.digest(
                                    request.options()
                                            .fingerprint()
                                            .getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
