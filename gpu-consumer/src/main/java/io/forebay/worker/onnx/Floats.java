package io.forebay.worker.onnx;

import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.problem.ProblemException;
import io.forebay.schemas.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The numbers of a floating-point tensor. */
final class Floats {

    private Floats() {}

    static float[] of(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.shape().elements())];
        ByteBuffer data = tensor.data().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        switch (tensor.datatype()) {
            case FP32 -> data.asFloatBuffer().get(values);
            case FP16 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = Float.float16ToFloat(data.getShort());
                }
            }
            case FP64 -> {
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) data.getDouble();
                }
            }
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, BF16, BYTES ->
                    throw new ProblemException(
                            ProblemCode.EXECUTION_FAILED,
                            "output '%s' is %s, which cannot be postprocessed"
                                    .formatted(tensor.name(), tensor.datatype()));
        }
        return values;
    }
}
