package io.forebay.ingest.http;

import io.forebay.ingest.auth.AuthConfig;
import io.forebay.ingest.model.ModelApplier;
import io.forebay.ingest.model.ModelNotAppliedException;
import io.forebay.ingest.model.ModelReader;
import io.forebay.ingest.model.TrafficReader;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.ModelRecord;
import java.time.Duration;
import java.time.InstantSource;

/**
 * {@code PUT /v1/models/{model}/versions/{version}}: makes a model known to every service. The
 * workers bring the files; they refuse to load others than those that the digest is of.
 *
 * @param auth says whose keys may
 */
record ApplyEndpoint(
        ModelApplier applier,
        ModelLookup lookup,
        ModelWriter writer,
        AuthConfig auth,
        InstantSource clock)
        implements Endpoint {

    private static final Duration RETRY = Duration.ofSeconds(2);

    @Override
    public Answer answer(Call call) {
        if (!auth.operatesAll(call.tenant())) {
            throw new RefusedException(
                    ProblemCode.FORBIDDEN,
                    "models are applied by the operators of the installation");
        }
        ModelRecord model =
                ModelReader.read(
                        call.part(ModelLookup.MODEL),
                        call.part(ModelLookup.VERSION),
                        call.body(),
                        clock.instant());
        TrafficReader.require(model, lookup.models());
        try {
            applier.apply(model);
        } catch (ModelNotAppliedException e) {
            throw Refusal.of(ProblemCode.QUEUE_UNAVAILABLE, String.valueOf(e.getMessage()))
                    .retryAfter(RETRY)
                    .toException();
        }
        return Answer.json(200, out -> writer.write(out, lookup.of(call)));
    }
}
