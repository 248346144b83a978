package io.forebay.worker.device;

import io.forebay.schemas.tensor.BFloat16;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.WireTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Whether two versions gave the same answer to the same input. */
final class Agreement {

    /**
     * Of numbers with a fraction, absolute and relative: as far as one model's batches differ from
     * its single runs.
     */
    private static final double TOLERANCE = 1e-3;

    private Agreement() {}

    /** The same outputs, of the same types and shapes, with equal numbers within the tolerance. */
    static boolean of(InferenceOutput answer, InferenceOutput other) {
        if (answer.getOutputsCount() != other.getOutputsCount()) {
            return false;
        }
        return answer.getOutputsList().stream()
                .allMatch(tensor ->
                        named(tensor.getName(), other).stream()
                                .anyMatch(twin -> isClose(tensor, twin)));
    }

    private static List<WireTensor> named(String name, InferenceOutput output) {
        return output.getOutputsList().stream()
                .filter(tensor -> tensor.getName().equals(name))
                .toList();
    }

    private static boolean isClose(WireTensor one, WireTensor other) {
        if (!one.getDatatype().equals(other.getDatatype())
                || !one.getShapeList().equals(other.getShapeList())
                || one.getData().size() != other.getData().size()) {
            return false;
        }
        ByteBuffer ones = littleEndian(one);
        ByteBuffer others = littleEndian(other);
        int bytes = fractionBytes(one.getDatatype());
        if (bytes == 0) {
            return ones.equals(others);
        }
        while (ones.remaining() >= bytes) {
            if (!isClose(next(one.getDatatype(), ones), next(one.getDatatype(), others))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isClose(double one, double other) {
        return Double.compare(one, other) == 0
                || Math.abs(one - other) <= TOLERANCE + TOLERANCE * Math.abs(one);
    }

    private static ByteBuffer littleEndian(WireTensor tensor) {
        return tensor.getData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Of one element; 0 for types that are equal or not. */
    private static int fractionBytes(String datatype) {
        return switch (datatype) {
            case "FP16", "BF16" -> Short.BYTES;
            case "FP32" -> Float.BYTES;
            case "FP64" -> Double.BYTES;
            default -> 0;
        };
    }

    private static double next(String datatype, ByteBuffer data) {
        return switch (datatype) {
            case "FP16" -> Float.float16ToFloat(data.getShort());
            case "BF16" -> BFloat16.toFloat(data.getShort());
            case "FP32" -> data.getFloat();
            default -> data.getDouble();
        };
    }
}
