package io.forebay.ingest.http;

import io.forebay.ingest.json.Rendered;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.schemas.ops.Exposition;
import io.forebay.schemas.ops.OpsServer;
import io.forebay.schemas.problem.ProblemCode;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;

/**
 * Answers probes and scrapers.
 *
 * @param ready false while the node should get no requests
 */
record HealthEndpoints(PrometheusMeterRegistry registry, BooleanSupplier ready) {

    /** {@code GET /health/live}, {@code GET /health/started}: whoever answers is. */
    Answer up(Call call) {
        return status("status", "up");
    }

    /** {@code GET /health/ready}. */
    Answer ready(Call call) {
        requireReady();
        return status("status", "up");
    }

    /** {@code GET /v2/health/live}. */
    Answer oipLive(Call call) {
        return flag("live");
    }

    /** {@code GET /v2/health/ready}. */
    Answer oipReady(Call call) {
        requireReady();
        return flag("ready");
    }

    /** {@code GET /metrics}. */
    Answer metrics(Call call) {
        OpsServer.Page page = Exposition.of(registry, call.header("Accept").orElse(null));
        Header type = HeaderValues.create(HeaderNames.CONTENT_TYPE, page.type());
        return Answer.of(
                page.status(), type, Rendered.of(page.body().getBytes(StandardCharsets.UTF_8)));
    }

    private void requireReady() {
        if (!ready.getAsBoolean()) {
            throw new RefusedException(ProblemCode.NOT_READY, "the service starts or stops");
        }
    }

    private static Answer status(String member, String value) {
        return Answer.json(
                200,
                out -> {
                    out.writeStartObject();
                    out.writeStringField(member, value);
                    out.writeEndObject();
                });
    }

    private static Answer flag(String member) {
        return Answer.json(
                200,
                out -> {
                    out.writeStartObject();
                    out.writeBooleanField(member, true);
                    out.writeEndObject();
                });
    }
}
