package io.forebay.ingest.submit;

import io.forebay.ingest.options.IdempotencyKey;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.results.reader.JobReader;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.JobIdMint;
import io.forebay.schemas.problem.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;

/**
 * Names jobs: by a new id, or by the one that an Idempotency-Key stands for.
 *
 * @param retention for how long a key of a tenant stands for its job
 */
record JobNaming(JobIdMint mint, JobReader reader, Function<String, Duration> retention) {

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
        JobId derived = mint.mint(request.tenant(), shared.route(), key.value());
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
