package io.forebay.ingest.http;

import io.forebay.ingest.json.Rendered;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.results.reader.JobReader;
import io.forebay.schemas.document.Answers;
import io.forebay.schemas.document.Outputs;
import io.forebay.schemas.document.TensorWriter;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.model.CachePolicy;
import io.forebay.schemas.model.Models;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.WireTensor;
import io.helidon.http.HeaderNames;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * {@code GET /v1/results/{flight}}: a landed result by its content. What a public model computed is
 * the same for everybody, and may be kept by shared caches until it is no answer any more.
 */
record ResultEndpoint(JobReader reader, Models models, Outputs outputs, InstantSource clock)
        implements Endpoint {

    static final String FLIGHT = "flight";

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
    private static final Duration RETRY = Duration.ofSeconds(1);

    @Override
    public Answer answer(Call call) {
        JobState landed = landed(call.part(FLIGHT));
        boolean shared = isPublic(landed.getModel());
        if (!shared && !landed.getTenant().equals(call.tenant())) {
            throw unknown();
        }
        InferenceOutput output = outputs.of(landed).orElseThrow(ResultEndpoint::unknown);
        Rendered body = body(call.part(FLIGHT), landed.getModel(), output);
        String tag = tag(body);
        Answer answer =
                EntityTags.match(call.headers(HeaderNames.IF_NONE_MATCH), tag)
                        ? Answer.empty(304)
                        : Answer.json(200, body);
        return answer.with(HeaderNames.ETAG, tag)
                .with(HeaderNames.CACHE_CONTROL, policy(shared, landed));
    }

    private String policy(boolean shared, JobState landed) {
        long seconds = Math.max(0, (landed.getCacheUntil() - clock.millis()) / 1000);
        return (shared ? "public" : "private") + ", max-age=" + seconds + ", immutable";
    }

    private JobState landed(String flight) {
        if (!KEY.matcher(flight).matches()) {
            throw unknown();
        }
        return reader.landed(FlightKey.parseHex(flight))
                .orElseThrow(() -> reader.isAvailable() ? unknown() : unavailable());
    }

    private boolean isPublic(ModelRef model) {
        return models.find(model.getName(), model.getVersion())
                .filter(found -> found.manifest().cache().scope() == CachePolicy.Scope.PUBLIC)
                .isPresent();
    }

    private static Rendered body(String flight, ModelRef model, InferenceOutput output) {
        return Rendered.json(out -> {
            out.writeStartObject();
            out.writeStringField("object", "result");
            out.writeStringField("flight", flight);
            out.writeStringField("model", model.getName());
            out.writeStringField("modelVersion", model.getVersion());
            out.writeArrayFieldStart("outputs");
            for (WireTensor tensor : output.getOutputsList()) {
                TensorWriter.write(out, tensor);
            }
            out.writeEndArray();
            Answers.write(out, output);
            out.writeEndObject();
        });
    }

    /** Strong: of the bytes that are sent. */
    private static String tag(Rendered body) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(body.bytes(), 0, body.length());
            return "\"" + HexFormat.of().formatHex(sha256.digest(), 0, 16) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static RuntimeException unknown() {
        return new RefusedException(
                ProblemCode.UNKNOWN_RESULT, "no result of this content answers the tenant now");
    }

    private static RuntimeException unavailable() {
        return Refusal.of(ProblemCode.VIEW_UNAVAILABLE, "results cannot be read now")
                .retryAfter(RETRY)
                .toException();
    }
}
