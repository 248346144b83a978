package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every case of the trained models next to the checkout, as a client of the Open Inference Protocol
 * sends it, through ingest, dispatcher, worker and result store, within its tolerance.
 */
class SharedModelsIT {

    private static final Path SHARED = Path.of("..", "..", "shared", "models");
    private static final Path MANIFESTS =
            Path.of("..", "gpu-consumer/src/test/resources/manifests");
    private static final String HEADER_LENGTH = "Inference-Header-Content-Length";
    private static final List<String> MODELS =
            List.of(
                    "squeezenet-fp16",
                    "yolox-nano",
                    "magika-v3_3",
                    "silero-vad",
                    "mnist-cnn",
                    "wine-xgboost");
    private static final Map<String, String> TYPES =
            Map.of("float32", "FP32", "float16", "FP16", "int64", "INT64", "int32", "INT32");

    private final ObjectMapper json = new ObjectMapper();

    @Test
    void everyCaseHoldsThroughTheWholePipeline() throws IOException {
        assumeTrue(
                Files.isDirectory(SHARED),
                () -> "SKIPPED: there is no " + SHARED.toAbsolutePath().normalize());
        Path home = RunningForebay.freshHome();
        try (Standalone standalone = RunningForebay.start(home, repository(home))) {
            Api api = RunningForebay.api(standalone);
            int cases = 0;
            for (String model : MODELS) {
                for (Path folder : list(SHARED.resolve(model).resolve("cases"))) {
                    requireCase(api, model, folder);
                    cases++;
                }
            }
            assertThat(cases).isGreaterThanOrEqualTo(MODELS.size());
        }
    }

    private void requireCase(Api api, String model, Path folder) throws IOException {
        JsonNode spec = json.readTree(folder.resolve("case.json").toFile());
        Api.Answer answer =
                api.post(
                        "/v2/models/" + model + "/infer",
                        request(spec, folder),
                        "Content-Type",
                        "application/octet-stream",
                        HEADER_LENGTH,
                        Integer.toString(header(spec).length));
        String what = model + " " + folder.getFileName();
        assertThat(answer.status()).as(() -> what + ": " + text(answer)).isEqualTo(200);
        byte[] body = answer.raw().body();
        int length = Integer.parseInt(answer.header(HEADER_LENGTH).orElseThrow());
        JsonNode outputs = json.readTree(body, 0, length).path("outputs");
        int at = length;
        for (int i = 0; i < spec.get("outputs").size(); i++) {
            JsonNode want = spec.get("outputs").get(i);
            JsonNode got = outputs.get(i);
            int size = got.path("parameters").path("binary_data_size").asInt();
            assertThat(got.path("name")).as(what).isEqualTo(want.get("name"));
            assertThat(got.path("shape")).as(what).isEqualTo(want.get("shape"));
            requireClose(
                    what + " " + want.get("name").asText(),
                    want,
                    ByteBuffer.wrap(body, at, size).slice().order(ByteOrder.LITTLE_ENDIAN),
                    ByteBuffer.wrap(Files.readAllBytes(folder.resolve(want.get("file").asText())))
                            .order(ByteOrder.LITTLE_ENDIAN));
            at += size;
        }
        assertThat(at).as(what).isEqualTo(body.length);
    }

    private static void requireClose(String what, JsonNode spec, ByteBuffer got, ByteBuffer want) {
        String type = spec.get("dtype").asText();
        assertThat(got.remaining()).as(what).isEqualTo(want.remaining());
        if (!type.startsWith("float")) {
            assertThat(got).as(what).isEqualTo(want);
            return;
        }
        double rtol = spec.path("rtol").asDouble(0);
        double atol = spec.path("atol").asDouble(0);
        while (want.hasRemaining()) {
            double expected = next(type, want);
            double seen = next(type, got);
            assertThat(Math.abs(seen - expected))
                    .as("%s: %s, not %s", what, seen, expected)
                    .isLessThanOrEqualTo(atol + rtol * Math.abs(expected));
        }
    }

    private static double next(String type, ByteBuffer from) {
        return type.equals("float16") ? Float.float16ToFloat(from.getShort()) : from.getFloat();
    }

    private byte[] request(JsonNode spec, Path folder) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(header(spec));
        for (JsonNode input : spec.get("inputs")) {
            body.write(Files.readAllBytes(folder.resolve(input.get("file").asText())));
        }
        return body.toByteArray();
    }

    private byte[] header(JsonNode spec) throws IOException {
        ObjectNode header = json.createObjectNode();
        header.putObject("parameters").put("binary_data_output", true);
        ArrayNode inputs = header.putArray("inputs");
        for (JsonNode input : spec.get("inputs")) {
            long size =
                    switch (input.get("dtype").asText()) {
                        case "int64" -> Long.BYTES;
                        case "float16" -> Short.BYTES;
                        default -> Float.BYTES;
                    };
            for (JsonNode dimension : input.get("shape")) {
                size *= dimension.asLong();
            }
            ObjectNode tensor = inputs.addObject();
            tensor.set("name", input.get("name"));
            tensor.set("shape", input.get("shape"));
            tensor.put("datatype", TYPES.get(input.get("dtype").asText()));
            tensor.putObject("parameters").put("binary_data_size", size);
        }
        ArrayNode outputs = header.putArray("outputs");
        spec.get("outputs").forEach(output -> outputs.addObject().set("name", output.get("name")));
        return json.writeValueAsBytes(header);
    }

    private static Path repository(Path home) throws IOException {
        Path root = home.resolve("models");
        for (String model : MODELS) {
            Path to = Files.createDirectories(root.resolve(model).resolve("1"));
            Path from = SHARED.resolve(model);
            Files.copy(from.resolve("model.onnx"), to.resolve("model.onnx"));
            Files.copy(MANIFESTS.resolve(model + ".yaml"), to.resolve("model.yaml"));
            if (Files.exists(from.resolve("labels.txt"))) {
                Files.copy(from.resolve("labels.txt"), to.resolve("labels.txt"));
            }
        }
        return root;
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> cases = Files.list(folder)) {
            return cases.sorted().toList();
        }
    }

    private static String text(Api.Answer answer) {
        return new String(answer.raw().body(), java.nio.charset.StandardCharsets.UTF_8);
    }
}
