package io.forebay.ingest.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import io.forebay.ingest.json.Rendered;
import io.forebay.schemas.document.TensorWriter;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.WireTensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The answer to an OIP inference.
 *
 * @param jsonLength bytes of JSON before the tensors' bytes; empty when there are only JSON
 */
public record InferenceAnswer(Rendered body, OptionalInt jsonLength) {

    /**
     * @param id the client's name for the request, or the job's
     */
    public static InferenceAnswer of(
            ModelRef model, Optional<String> id, InferenceOutput output, BinaryOutputs binary) {
        List<WireTensor> behind =
                output.getOutputsList().stream()
                        .filter(tensor -> binary.wants(tensor.getName()))
                        .toList();
        Rendered json = Rendered.json(out -> write(out, model, id, output, binary));
        return behind.isEmpty()
                ? new InferenceAnswer(json, OptionalInt.empty())
                : new InferenceAnswer(append(json, behind), OptionalInt.of(json.length()));
    }

    private static void write(
            JsonGenerator out,
            ModelRef model,
            Optional<String> id,
            InferenceOutput output,
            BinaryOutputs binary)
            throws IOException {
        out.writeStartObject();
        out.writeStringField("model_name", model.getName());
        out.writeStringField("model_version", model.getVersion());
        if (id.isPresent()) {
            out.writeStringField("id", id.get());
        }
        out.writeArrayFieldStart("outputs");
        for (WireTensor tensor : output.getOutputsList()) {
            if (binary.wants(tensor.getName())) {
                TensorWriter.writeHead(out, tensor);
            } else {
                TensorWriter.write(out, tensor);
            }
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static Rendered append(Rendered json, List<WireTensor> tensors) {
        int size = json.length() + tensors.stream().mapToInt(t -> t.getData().size()).sum();
        byte[] all = Arrays.copyOf(json.bytes(), size);
        int at = json.length();
        for (WireTensor tensor : tensors) {
            ByteString data = tensor.getData();
            data.copyTo(all, at);
            at += data.size();
        }
        return Rendered.of(all);
    }
}
