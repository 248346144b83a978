package io.forebay.worker.onnx;

import static io.forebay.worker.onnx.Requests.floats;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.worker.image.Geometry;
import io.forebay.worker.model.ModelFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTensorsTest {

    private static final Set<String> Y = Set.of("y");

    @TempDir Path temporary;

    @Test
    void liesOverTheSlabWithoutACopy() throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        ModelFiles files =
                TestModels.write(temporary, OnnxModelBuilder.identity(Datatype.FP32, "N", 2), "");
        try (OnnxEngine engine = TestModels.load(files);
                OrtSession session = environment.createSession(files.modelFile().toString());
                Slab slab = new Slab()) {
            Model model = engine.model();
            ModelPlan plan = ModelPlan.of(model);
            LoadedModel loaded =
                    LoadedModel.of(environment, NativeTensors.open(CApi.open()), session, plan);
            Batch batch = Batch.of(List.of(item(1, 1, 2), item(2, 3, 4, 5, 6)));
            try (RunTensors tensors = RunTensors.assemble(loaded, slab, batch, Y)) {
                OnnxTensor input = tensors.inputs().get("x");
                assertThat(input).isNotNull();
                assertThat(input.ownsBuffer()).isFalse();
                assertThat(input.getInfo().getShape()).containsExactly(3, 2);
                assertThat(tensors.pinned()).containsOnlyKeys("y");
                assertThat(tensors.pinned().values()).noneMatch(OnnxTensor::ownsBuffer);
                float[] joined = new float[6];
                input.getFloatBuffer().get(joined);
                assertThat(joined).containsExactly(1, 2, 3, 4, 5, 6);
            }
        }
    }

    @Test
    void usesTheSameMemoryAgain() {
        try (Slab slab = new Slab()) {
            slab.reserve(100);
            slab.take(4).putInt(0, 42);
            slab.take(4).putInt(0, 43);
            slab.reserve(50);
            assertThat(slab.take(4).getInt(0)).isEqualTo(42);
            slab.reserve(1_000_000);
            assertThat(slab.take(1_000_000).isDirect()).isTrue();
        }
    }

    private static PreparedInput item(int rows, float... values) {
        Tensor tensor = floats("x", Shape.of(rows, 2), values);
        Wanted wanted = new Wanted(List.of("y"), Y, Set.of());
        return new PreparedInput(
                rows, new Object(), List.of(tensor), wanted, Geometry.identity(1, 1));
    }
}
