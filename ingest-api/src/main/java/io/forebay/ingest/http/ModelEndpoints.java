package io.forebay.ingest.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.Models;
import java.io.IOException;

/**
 * Shows models: ours at {@code /v1}, and as the Open Inference Protocol has them at {@code /v2}.
 */
record ModelEndpoints(Models models, ModelLookup lookup, ModelWriter writer) {

    private static final String[] EXTENSIONS = {"binary_tensor_data"};

    /** {@code GET /v1/models}. */
    Answer list(Call call) {
        return Answer.json(
                200,
                out -> {
                    out.writeStartObject();
                    out.writeStringField("object", "list");
                    out.writeArrayFieldStart("data");
                    for (Model model : models.all()) {
                        writer.write(out, model);
                    }
                    out.writeEndArray();
                    out.writeNullField("nextCursor");
                    out.writeEndObject();
                });
    }

    /** {@code GET /v1/models/{model}}. */
    Answer show(Call call) {
        Model model = lookup.of(call);
        return Answer.json(200, out -> writer.write(out, model));
    }

    /** {@code GET /v2}. */
    Answer server(Call call) {
        return Answer.json(
                200,
                out -> {
                    out.writeStartObject();
                    out.writeStringField("name", "forebay");
                    out.writeStringField("version", Version.OF_THIS_BUILD);
                    out.writeFieldName("extensions");
                    out.writeArray(EXTENSIONS, 0, EXTENSIONS.length);
                    out.writeEndObject();
                });
    }

    /** {@code GET /v2/models/{model}}. */
    Answer metadata(Call call) {
        Model model = lookup.of(call);
        return Answer.json(200, out -> metadata(out, model));
    }

    /**
     * {@code GET /v2/models/{model}/ready}: an applied model takes jobs, whatever its workers do.
     */
    Answer ready(Call call) {
        Model model = lookup.of(call);
        return Answer.json(
                200,
                out -> {
                    out.writeStartObject();
                    out.writeStringField("name", model.name());
                    out.writeBooleanField("ready", true);
                    out.writeEndObject();
                });
    }

    private static void metadata(JsonGenerator out, Model model) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", model.name());
        out.writeArrayFieldStart("versions");
        out.writeString(model.version());
        out.writeEndArray();
        out.writeStringField("platform", "onnxruntime_onnx");
        ModelWriter.tensors(out, "inputs", model.inputs());
        ModelWriter.tensors(out, "outputs", model.outputs());
        out.writeEndObject();
    }
}
