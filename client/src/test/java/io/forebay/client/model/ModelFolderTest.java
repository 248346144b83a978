package io.forebay.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

    private static final Path MODELS = Path.of("..", "models");

    @TempDir Path folder;

    @Test
    void readsEveryModelOfARepositoryWithItsSignature() {
        List<ModelFolder> models = ModelFolder.in(MODELS);

        assertThat(models)
                .extracting(model -> model.manifest().name())
                .containsExactly("digits", "notes");
        ModelFolder digits = models.getFirst();
        assertThat(digits.inputs())
                .containsExactly(
                        new TensorSignature("image", Datatype.FP32, Shape.of(-1, 1, 32, 32)));
        assertThat(digits.outputs())
                .containsExactly(new TensorSignature("logits", Datatype.FP32, Shape.of(-1, 10)));
        assertThat(digits.labels()).hasSize(10);
        assertThat(digits.digest().size()).isEqualTo(32);
        assertThat(digits.manifestText()).startsWith("name: digits");
    }

    @Test
    void readsTheOneModelOfAFolder() {
        assertThat(ModelFolder.in(MODELS.resolve("digits/1"))).hasSize(1);
    }

    @Test
    void saysWhatIsMissingOrWrong() throws IOException {
        assertThatThrownBy(() -> ModelFolder.in(folder)).hasMessageContaining("no model.yaml");
        Files.writeString(folder.resolve("model.yaml"), "name: a\nversion: '1'\n");
        assertThatThrownBy(() -> ModelFolder.in(folder)).hasMessageContaining("model.onnx");
        for (String text : List.of("", "not protobuf at all", "\n\u0001x")) {
            Files.writeString(folder.resolve("model.onnx"), text);
            assertThatThrownBy(() -> ModelFolder.in(folder))
                    .isInstanceOf(ModelFilesException.class)
                    .hasMessageContaining("is no ONNX model");
        }
        Files.writeString(folder.resolve("model.yaml"), "name: a\nversion: '1'\nbatches: 3\n");
        assertThatThrownBy(() -> ModelFolder.in(folder)).hasMessageContaining("batches");
    }
}
