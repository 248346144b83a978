package io.forebay.worker.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.WireTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Inputs of a shared model with the outputs that it must give. */
record SharedCase(JsonNode json, List<Tensor> inputs, List<Tensor> outputs) {

    private static final Map<String, Datatype> TYPES =
            Map.of(
                    "float32", Datatype.FP32,
                    "float16", Datatype.FP16,
                    "int64", Datatype.INT64,
                    "int32", Datatype.INT32);

    static SharedCase read(Path folder) {
        try {
            JsonNode json = new ObjectMapper().readTree(folder.resolve("case.json").toFile());
            return new SharedCase(
                    json,
                    tensors(folder, json.get("inputs")),
                    tensors(folder, json.get("outputs")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks for the model's own outputs. */
    InferenceInput request() {
        InferenceInput.Builder input = InferenceInput.newBuilder();
        inputs.forEach(tensor -> input.addTensors(tensor.toWire()));
        outputs.forEach(tensor -> input.addRequestedOutputs(tensor.name()));
        return input.build();
    }

    /** Equal within the tolerances of the case. */
    void requireAnswer(InferenceOutput answer) {
        assertThat(answer.getOutputsList())
                .extracting(WireTensor::getName)
                .containsExactlyElementsOf(outputs.stream().map(Tensor::name).toList());
        for (int i = 0; i < outputs.size(); i++) {
            Tensor want = outputs.get(i);
            Tensor got = Tensor.of(answer.getOutputs(i));
            assertThat(got.shape()).isEqualTo(want.shape());
            assertThat(got.datatype()).isEqualTo(want.datatype());
            if (want.datatype() == Datatype.INT64) {
                assertThat(got.data()).isEqualTo(want.data());
            } else {
                JsonNode spec = json.get("outputs").get(i);
                requireClose(
                        want.name(),
                        Floats.of(got),
                        Floats.of(want),
                        spec.path("rtol").asDouble(0),
                        spec.path("atol").asDouble(0));
            }
        }
    }

    static void requireClose(String what, float[] got, float[] want, double rtol, double atol) {
        assertThat(got).hasSameSizeAs(want);
        for (int i = 0; i < want.length; i++) {
            double allowed = atol + rtol * Math.abs(want[i]);
            if (!(Math.abs(got[i] - want[i]) <= allowed)) {
                throw new AssertionError(
                        "%s[%d] is %s, not %s within %s"
                                .formatted(what, i, got[i], want[i], allowed));
            }
        }
    }

    private static List<Tensor> tensors(Path folder, JsonNode specs) throws IOException {
        List<Tensor> tensors = new ArrayList<>();
        for (JsonNode spec : specs) {
            List<Long> shape = new ArrayList<>();
            spec.get("shape").forEach(dimension -> shape.add(dimension.asLong()));
            Datatype datatype = TYPES.get(spec.get("dtype").asText());
            assertThat(datatype).isNotNull();
            byte[] bytes = Files.readAllBytes(folder.resolve(spec.get("file").asText()));
            tensors.add(
                    new Tensor(
                            spec.get("name").asText(),
                            datatype,
                            new Shape(shape),
                            ByteString.copyFrom(bytes)));
        }
        return tensors;
    }
}
