package io.forebay.worker.onnx;

import com.google.protobuf.ByteString;
import io.forebay.schemas.tensor.BytesElements;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import io.forebay.schemas.tensor.Tensor;
import io.forebay.schemas.wire.InferenceInput;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.worker.model.Prepared;
import io.forebay.worker.model.RunOutcome;
import io.forebay.worker.model.RunOutcome.Answer;
import io.forebay.worker.model.RunOutcome.Ran;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Requests of tests, and their answers. */
final class Requests {

    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private Requests() {}

    static InferenceInput of(Tensor... tensors) {
        InferenceInput.Builder input = InferenceInput.newBuilder();
        Arrays.stream(tensors).forEach(tensor -> input.addTensors(tensor.toWire()));
        return input.build();
    }

    static Tensor floats(String name, Shape shape, float... values) {
        ByteBuffer data =
                ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        data.asFloatBuffer().put(values);
        return new Tensor(name, Datatype.FP32, shape, ByteString.copyFrom(data));
    }

    static Tensor texts(String name, Shape shape, String... values) {
        return new Tensor(name, Datatype.BYTES, shape, BytesElements.encodeUtf8(List.of(values)));
    }

    static Tensor bytes(String name, Datatype datatype, Shape shape, int... values) {
        byte[] data = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            data[i] = (byte) values[i];
        }
        return new Tensor(name, datatype, shape, ByteString.copyFrom(data));
    }

    /** Runs all of them at once. */
    static List<InferenceOutput> run(OnnxEngine engine, InferenceInput... inputs) {
        RunOutcome outcome = outcome(engine, inputs);
        if (!(outcome instanceof Ran ran)) {
            throw new AssertionError("the run did not pass: " + outcome);
        }
        return ran.answers().stream().map(answer -> ((Answer.Output) answer).output()).toList();
    }

    static RunOutcome outcome(OnnxEngine engine, InferenceInput... inputs) {
        List<Prepared> prepared = Arrays.stream(inputs).map(engine::prepare).toList();
        return engine.run(prepared, TIMEOUT);
    }

    /** An output of an answer. */
    static Tensor output(InferenceOutput answer, String name) {
        return answer.getOutputsList().stream()
                .filter(output -> output.getName().equals(name))
                .map(Tensor::of)
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no output " + name));
    }
}
