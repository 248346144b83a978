package io.forebay.ingest.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.forebay.ingest.admission.Quota;
import io.forebay.ingest.admission.Quotas;
import io.forebay.ingest.auth.Caller;
import io.forebay.ingest.auth.Scope;
import io.forebay.ingest.json.StrictJson;
import io.forebay.ingest.options.IdempotencyKey;
import io.forebay.ingest.options.Metadata;
import io.forebay.ingest.protocol.InferenceReader;
import io.forebay.ingest.submit.JobsConfig;
import java.io.IOException;

/** {@code GET /v1/limits}: what the caller may, and every limit that its requests can meet. */
record LimitsEndpoint(ServerConfig server, JobsConfig jobs, Quotas quotas, Whose whose)
        implements Endpoint {

    /** The workers refuse larger pictures. */
    private static final long IMAGE_PIXELS = 40_000_000;

    @Override
    public Answer answer(Call call) {
        Quota quota = quotas.quota(call.tenant());
        return Answer.json(
                200,
                out -> {
                    out.writeStartObject();
                    caller(out, call.caller());
                    request(out);
                    out.writeNumberField(
                            "streams",
                            Math.min(
                                    server.streams().maxPerTenant(),
                                    quotas.streams(call.tenant())));
                    out.writeNumberField("openJobs", quotas.openJobs(call.tenant()));
                    out.writeObjectFieldStart("rate");
                    out.writeNumberField("perSecond", quota.rate());
                    out.writeNumberField("burst", quota.burst());
                    out.writeEndObject();
                    times(out, call.tenant());
                    out.writeEndObject();
                });
    }

    private void caller(JsonGenerator out, Caller caller) throws IOException {
        out.writeObjectFieldStart("caller");
        out.writeStringField("tenant", caller.tenant());
        out.writeArrayFieldStart("scopes");
        for (Scope scope : Scope.values()) {
            if (caller.scopes().contains(scope)) {
                out.writeString(scope.wireName());
            }
        }
        out.writeEndArray();
        out.writeBooleanField("operator", whose.isOperator(caller));
        out.writeEndObject();
    }

    private void request(JsonGenerator out) throws IOException {
        out.writeNumberField("bodyBytes", server.bodyLimitBytes());
        out.writeNumberField("jsonDepth", StrictJson.MAX_DEPTH);
        out.writeNumberField("tensors", InferenceReader.MAX_TENSORS);
        out.writeNumberField("imagePixels", IMAGE_PIXELS);
        out.writeNumberField("idempotencyKeyCharacters", IdempotencyKey.MAX_LENGTH);
        out.writeNumberField("page", Paging.MOST);
        out.writeObjectFieldStart("metadata");
        out.writeNumberField("pairs", Metadata.MAX_PAIRS);
        out.writeNumberField("keyCharacters", Metadata.MAX_KEY);
        out.writeNumberField("valueCharacters", Metadata.MAX_VALUE);
        out.writeEndObject();
    }

    /** In seconds. */
    private void times(JsonGenerator out, String tenant) throws IOException {
        out.writeNumberField("wait", jobs.maxWait().toSeconds());
        out.writeNumberField("inferWait", jobs.inferWait().toSeconds());
        out.writeNumberField("queueTimeout", jobs.maxQueueTimeout().toSeconds());
        out.writeNumberField("retention", jobs.retention(tenant).toSeconds());
        out.writeNumberField("streamHeartbeat", server.streams().heartbeat().toSeconds());
    }
}
