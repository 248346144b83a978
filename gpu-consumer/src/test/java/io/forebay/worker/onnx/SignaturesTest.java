package io.forebay.worker.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.worker.model.ModelSignature;
import io.forebay.worker.model.UnusableModelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignaturesTest {

    @TempDir Path temporary;

    @Test
    void readsWhatTheFileDeclares() {
        ModelSignature signature = inspect(OnnxModelBuilder.shiftedBy());
        assertThat(signature.inputs())
                .containsExactly(
                        new TensorSignature("x", Datatype.FP32, Shape.of(-1, 4)),
                        new TensorSignature("shift", Datatype.FP32, Shape.of(4)));
        assertThat(signature.outputs())
                .containsExactly(new TensorSignature("y", Datatype.FP32, Shape.of(-1, 4)));
    }

    @Test
    void refusesWhatIsNoModel() {
        refused("no model".getBytes(StandardCharsets.UTF_8), "ONNX Runtime cannot load");
    }

    @Test
    void saysWhichProvidersThisBuildHas() {
        var config = new OnnxConfig(OnnxConfig.ExecutionProvider.CUDA, 0, 1, false, Map.of());
        try (OnnxRuntime runtime = OnnxRuntime.start(config);
                OnnxEngine onCpu = TestModels.made(temporary, OnnxModelBuilder.noOp(), "")) {
            var files = TestModels.write(temporary, OnnxModelBuilder.noOp(), "");
            assertThatThrownBy(() -> runtime.load(files, onCpu.model()))
                    .isInstanceOf(UnusableModelException.class)
                    .hasMessageContaining("execution-provider CUDA is not in this build");
        }
    }

    private ModelSignature inspect(byte[] model) {
        return TestModels.RUNTIME.inspect(TestModels.write(temporary, model, ""));
    }

    private void refused(byte[] model, String message) {
        assertThatThrownBy(() -> inspect(model))
                .isInstanceOf(UnusableModelException.class)
                .hasMessageContaining(message);
    }
}
