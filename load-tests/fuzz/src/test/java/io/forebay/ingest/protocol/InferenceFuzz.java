package io.forebay.ingest.protocol;

import static io.forebay.fuzz.Property.holds;
import static io.forebay.fuzz.Property.same;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.fuzz.FuzzedModels;
import io.forebay.fuzz.Parts;
import io.forebay.ingest.problem.RefusedException;
import io.forebay.schemas.document.TensorWriter;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.WireTensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Bodies of inferences: the Open Inference Protocol in JSON and with bytes behind it, the bytes of
 * one tensor, pictures. Three lines say the model, the media type, and the length of the JSON; the
 * body follows.
 */
final class InferenceFuzz {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** Without those whose NaN has payloads, which JSON cannot carry. */
    private static final Set<Datatype> EXACT =
            Set.of(Datatype.UINT8, Datatype.UINT64, Datatype.BOOL);

    @FuzzTest
    void inference(byte[] bytes) throws IOException {
        Parts parts = new Parts(bytes);
        Model model = FuzzedModels.named(parts.line());
        String type = parts.line();
        String length = parts.line();
        byte[] body = parts.rest();
        InferenceRequest request;
        try {
            BodyKind kind = BodyKind.of(model, given(type), given(length));
            request = InferenceReader.read(model, kind, new RequestBody(body, body.length));
        } catch (RefusedException e) {
            holds(e.refusal().code().status() / 100 == 4, "the client is to blame, says " + e);
            return;
        }
        if (request.input().hasMedia()) {
            return;
        }
        same(request.input().getTensorsCount(), model.inputs().size(), "tensors");
        for (WireTensor tensor : request.input().getTensorsList()) {
            same(Tensor.of(tensor).toWire(), tensor, "a tensor that agrees");
        }
        if (isExact(request.input().getTensorsList())) {
            byte[] again = written(request.input().getTensorsList());
            InferenceRequest read =
                    InferenceReader.read(
                            model,
                            new BodyKind.Oip(Optional.empty()),
                            new RequestBody(again, again.length));
            same(read.input().getTensorsList(), request.input().getTensorsList(), "read again");
        }
    }

    private static Optional<String> given(String line) {
        return line.isEmpty() ? Optional.empty() : Optional.of(line);
    }

    private static boolean isExact(List<WireTensor> tensors) {
        return tensors.stream()
                .allMatch(tensor ->
                        EXACT.contains(Datatype.valueOf(tensor.getDatatype()))
                                && tensor.getData().size() < 4096);
    }

    private static byte[] written(List<WireTensor> tensors) throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator out = MAPPER.createGenerator(json)) {
            out.writeStartObject();
            out.writeArrayFieldStart("inputs");
            for (WireTensor tensor : tensors) {
                TensorWriter.write(out, tensor);
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        return json.toByteArray();
    }
}
