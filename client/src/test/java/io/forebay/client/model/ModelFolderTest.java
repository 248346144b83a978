package io.forebay.client.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
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
        Files.write(folder.resolve("model.onnx"), sequencesInSequences(2_000));
        assertThatThrownBy(() -> ModelFolder.in(folder)).hasMessageContaining("types in types");
        Files.writeString(folder.resolve("model.yaml"), "name: a\nversion: '1'\nbatches: 3\n");
        assertThatThrownBy(() -> ModelFolder.in(folder)).hasMessageContaining("batches");
    }

    /** A graph whose one input is a sequence of sequences of ... */
    private static byte[] sequencesInSequences(int depth) {
        ByteString type = ByteString.EMPTY;
        for (int i = 0; i < depth; i++) {
            type = field(4, field(1, type));
        }
        return field(7, field(11, field(2, type))).toByteArray();
    }

    private static ByteString field(int number, ByteString bytes) {
        return UnknownFieldSet.newBuilder()
                .addField(
                        number,
                        UnknownFieldSet.Field.newBuilder().addLengthDelimited(bytes).build())
                .build()
                .toByteString();
    }
}
