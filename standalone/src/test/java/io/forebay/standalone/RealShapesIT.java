package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.loadtests.onnx.Attribute;
import io.forebay.loadtests.onnx.OnnxModelBuilder;
import io.forebay.schemas.tensor.Datatype;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is no dense tensor of floats, from a client's JSON through a model and back. */
class RealShapesIT {

    private static final String TEXTS = "[\"\uD83D\uDE00\",\"a\\u0000b\",\"\",\"na\u00EFve\"]";
    private static final String LARGEST = "18446744073709551615";

    @Test
    void passesThroughTheWholePipelineAsItIs() throws IOException {
        Path home = RunningForebay.freshHome();
        Path models = home.resolve("models");
        write(models, "texts", identity(Datatype.BYTES));
        write(models, "numbers", identity(Datatype.UINT64));
        write(models, "classifier", classifier());
        try (Standalone standalone = RunningForebay.start(home, models)) {
            Api api = RunningForebay.api(standalone);

            JsonNode texts = infer(api, "texts", "[4]", "BYTES", TEXTS).get(0);
            assertThat(texts.path("data").toString())
                    .isEqualTo("[\"\uD83D\uDE00\",\"a\\u0000b\",\"\",\"na\u00EFve\"]");
            assertThat(texts.path("datatype").asText()).isEqualTo("BYTES");

            JsonNode numbers = infer(api, "numbers", "[2]", "UINT64", "[" + LARGEST + ",7]").get(0);
            assertThat(numbers.path("data").toString()).isEqualTo("[" + LARGEST + ",7]");

            JsonNode none = infer(api, "numbers", "[0]", "UINT64", "[]").get(0);
            assertThat(none.path("shape").toString()).isEqualTo("[0]");
            assertThat(none.path("data")).isEmpty();

            JsonNode maps = infer(api, "classifier", "[1,2]", "FP32", "[0.25,0.75]");
            assertThat(maps.get(0).path("name").asText()).isEqualTo("scores.keys");
            assertThat(maps.get(0).path("data").toString()).isEqualTo("[3,7]");
            assertThat(maps.get(1).path("name").asText()).isEqualTo("scores.values");
            assertThat(maps.get(1).path("data").toString()).isEqualTo("[0.25,0.75]");
            assertThat(maps.get(1).path("shape").toString()).isEqualTo("[1,2]");
        }
    }

    private static JsonNode infer(
            Api api, String model, String shape, String datatype, String data) {
        Api.Answer answer =
                api.post(
                        "/v2/models/" + model + "/infer",
                        """
                        {"inputs":[{"name":"x","shape":%s,"datatype":"%s","data":%s}]}
                        """
                                .formatted(shape, datatype, data));
        assertThat(answer.status()).as(() -> model + ": " + answer.json()).isEqualTo(200);
        return answer.json().path("outputs");
    }

    private static byte[] identity(Datatype datatype) {
        return OnnxModelBuilder.named("identity")
                .input("x", datatype, "N")
                .node("Identity", List.of("x"), List.of("y"))
                .output("y", datatype, "N")
                .build();
    }

    private static byte[] classifier() {
        return OnnxModelBuilder.named("classifier")
                .importing("ai.onnx.ml", 3)
                .input("x", Datatype.FP32, "N", 2)
                .nodeOf(
                        "ai.onnx.ml",
                        "ZipMap",
                        List.of("x"),
                        List.of("scores"),
                        Attribute.integers("classlabels_int64s", 3, 7))
                .outputOfMaps("scores")
                .build();
    }

    private static void write(Path models, String name, byte[] model) throws IOException {
        Path to = Files.createDirectories(models.resolve(name).resolve("1"));
        Files.write(to.resolve("model.onnx"), model);
        Files.writeString(to.resolve("model.yaml"), "name: " + name + "\nversion: \"1\"\n");
    }
}
