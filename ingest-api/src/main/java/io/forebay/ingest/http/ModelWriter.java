package io.forebay.ingest.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.forebay.ingest.admission.Backlog;
import io.forebay.ingest.admission.LaneBacklog;
import io.forebay.ingest.admission.ModelLane;
import io.forebay.ingest.protocol.BodyKind;
import io.forebay.schemas.model.Batching;
import io.forebay.schemas.model.CachePolicy;
import io.forebay.schemas.model.Limits;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.model.Traffic;
import io.forebay.schemas.topic.Topics;
import io.forebay.schemas.wire.Lane;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;

/** Writes a model: what it takes, how it is run, and what waits for it. */
record ModelWriter(Backlog backlog) {

    private static final double MILLIS = 1000.0;

    void write(JsonGenerator out, Model model) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", model.name());
        out.writeStringField("object", "model");
        out.writeStringField("version", model.version());
        out.writeStringField(
                "digest",
                "sha256:" + HexFormat.of().formatHex(model.ref().getDigest().toByteArray()));
        String description = model.manifest().description();
        if (description != null) {
            out.writeStringField("description", description);
        }
        tensors(out, "inputs", model.inputs());
        tensors(out, "outputs", model.outputs());
        out.writeArrayFieldStart("accepts");
        for (String type : BodyKind.accepted(model)) {
            out.writeString(type);
        }
        out.writeEndArray();
        if (model.manifest().postprocess().isPresent()) {
            out.writeStringField("task", model.manifest().postprocess().get().task().wireName());
        }
        out.writeNumberField("labels", model.labels().size());
        traffic(out, model);
        policies(out, model);
        lanes(out, model);
        out.writeEndObject();
    }

    static void tensors(JsonGenerator out, String member, List<TensorSignature> tensors)
            throws IOException {
        out.writeArrayFieldStart(member);
        for (TensorSignature tensor : tensors) {
            out.writeStartObject();
            out.writeStringField("name", tensor.name());
            out.writeStringField("datatype", tensor.datatype().name());
            out.writeArrayFieldStart("shape");
            for (long dimension : tensor.shape().dimensions()) {
                out.writeNumber(dimension);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    /** The versions that answer requests which name none, and one that is tried, where it says. */
    private static void traffic(JsonGenerator out, Model model) throws IOException {
        SortedMap<String, Integer> percents = model.traffic().percents();
        if (!percents.isEmpty()) {
            out.writeObjectFieldStart("traffic");
            for (Map.Entry<String, Integer> share : percents.entrySet()) {
                out.writeNumberField(share.getKey(), share.getValue());
            }
            out.writeEndObject();
        }
        Optional<Traffic.Share> shadow = model.traffic().shadow();
        if (shadow.isPresent()) {
            out.writeObjectFieldStart("shadow");
            out.writeStringField("version", shadow.get().version());
            out.writeNumberField("percent", shadow.get().percent());
            out.writeEndObject();
        }
    }

    private static void policies(JsonGenerator out, Model model) throws IOException {
        Limits limits = model.manifest().limits();
        out.writeObjectFieldStart("limits");
        out.writeNumberField("queueTimeout", limits.queueTimeout().toMillis() / MILLIS);
        out.writeNumberField("runTimeout", limits.runTimeout().toMillis() / MILLIS);
        out.writeNumberField("maxAttempts", model.manifest().retries().maxAttempts());
        out.writeEndObject();
        Batching batching = model.manifest().batching();
        out.writeObjectFieldStart("batching");
        out.writeNumberField("maxBatchSize", batching.maxBatchSize());
        out.writeNumberField("maxQueueDelay", batching.maxQueueDelay().toMillis() / MILLIS);
        out.writeEndObject();
        CachePolicy cache = model.manifest().cache();
        out.writeObjectFieldStart("cache");
        out.writeNumberField("ttl", cache.ttl().toMillis() / MILLIS);
        out.writeNumberField("maxEntries", cache.maxEntries());
        out.writeStringField("scope", cache.scope().name().toLowerCase(Locale.ROOT));
        out.writeEndObject();
    }

    private void lanes(JsonGenerator out, Model model) throws IOException {
        out.writeObjectFieldStart("lanes");
        for (Lane lane : List.of(Lane.INTERACTIVE, Lane.BULK)) {
            ModelLane one = new ModelLane(model.name(), lane);
            LaneBacklog waiting = backlog.of(one);
            out.writeObjectFieldStart(Topics.laneName(lane));
            out.writeNumberField("backlog", waiting.waiting());
            if (waiting.ratePerSecond().isPresent()) {
                out.writeNumberField("ratePerSecond", waiting.ratePerSecond().getAsDouble());
            }
            if (waiting.predictedWait().isPresent()) {
                out.writeNumberField(
                        "predictedWait", waiting.predictedWait().get().toMillis() / MILLIS);
            }
            if (waiting.throughput().isPresent()) {
                out.writeNumberField("throughput", waiting.throughput().getAsDouble());
            }
            OptionalInt replicas = backlog.workers(one);
            if (replicas.isPresent()) {
                out.writeNumberField("replicas", replicas.getAsInt());
            }
            out.writeEndObject();
        }
        out.writeEndObject();
    }
}
