package io.forebay.worker.model;

import io.forebay.schemas.model.Model;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.wire.InferenceInput;
import java.time.Duration;
import java.util.List;

/** Says that every file takes {@code x}, FP32 [-1,3,8,8], and gives {@code y}, FP32 [-1,10]. */
final class FakeLoader implements EngineLoader {

    int inspected;

    @Override
    public ModelSignature inspect(ModelFiles files) {
        inspected++;
        return new ModelSignature(
                List.of(new TensorSignature("x", Datatype.FP32, Shape.of(-1, 3, 8, 8))),
                List.of(new TensorSignature("y", Datatype.FP32, Shape.of(-1, 10))));
    }

    @Override
    public Engine load(ModelFiles files, Model model) {
        return new Engine() {
            @Override
            public Model model() {
                return model;
            }

            @Override
            public Prepared prepare(InferenceInput input) {
                throw new UnsupportedOperationException();
            }

            @Override
            public RunOutcome run(List<Prepared> batch, Duration timeout) {
                throw new UnsupportedOperationException();
            }

            @Override
            public int maxRows() {
                return 4;
            }

            @Override
            public String executionProvider() {
                return "none";
            }

            @Override
            public String precision() {
                return "fp32";
            }

            @Override
            public void close() {
                // Nothing is held.
            }
        };
    }
}
