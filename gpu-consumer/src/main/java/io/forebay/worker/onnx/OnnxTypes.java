package io.forebay.worker.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.forebay.schemas.tensor.Datatype;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Datatypes as ONNX Runtime names them. */
final class OnnxTypes {

    private OnnxTypes() {}

    /** By the ONNX type, because the Java type shows unsigned integers as signed ones. */
    static Optional<Datatype> of(TensorInfo info) {
        return Optional.ofNullable(
                switch (info.onnxType) {
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_BOOL -> Datatype.BOOL;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT8 -> Datatype.UINT8;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16 -> Datatype.UINT16;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32 -> Datatype.UINT32;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> Datatype.UINT64;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT8 -> Datatype.INT8;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT16 -> Datatype.INT16;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT32 -> Datatype.INT32;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_INT64 -> Datatype.INT64;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT16 -> Datatype.FP16;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_BFLOAT16 -> Datatype.BF16;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT -> Datatype.FP32;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_DOUBLE -> Datatype.FP64;
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_STRING -> Datatype.BYTES;
                    default -> null;
                });
    }

    /** Of what a map or a sequence has; empty when it is not known. */
    static Optional<Datatype> of(OnnxJavaType type) {
        return Optional.ofNullable(
                switch (type) {
                    case FLOAT -> Datatype.FP32;
                    case DOUBLE -> Datatype.FP64;
                    case INT8 -> Datatype.INT8;
                    case INT16 -> Datatype.INT16;
                    case INT32 -> Datatype.INT32;
                    case INT64 -> Datatype.INT64;
                    case BOOL -> Datatype.BOOL;
                    case STRING -> Datatype.BYTES;
                    case UINT8 -> Datatype.UINT8;
                    case FLOAT16 -> Datatype.FP16;
                    case BFLOAT16 -> Datatype.BF16;
                    case UNKNOWN -> null;
                });
    }

    /**
     * A tensor over memory, which it neither copies nor owns.
     *
     * @param memory direct, in native order, of exactly the tensor's bytes; it must outlive the
     *     tensor
     */
    static OnnxTensor wrap(LoadedModel model, ByteBuffer memory, Datatype datatype, long[] shape)
            throws OrtException {
        OrtEnvironment environment = model.environment();
        return switch (datatype) {
            case FP32 -> OnnxTensor.createTensor(environment, memory.asFloatBuffer(), shape);
            case FP64 -> OnnxTensor.createTensor(environment, memory.asDoubleBuffer(), shape);
            case INT32 -> OnnxTensor.createTensor(environment, memory.asIntBuffer(), shape);
            case INT64 -> OnnxTensor.createTensor(environment, memory.asLongBuffer(), shape);
            case INT16 -> OnnxTensor.createTensor(environment, memory.asShortBuffer(), shape);
            case FP16 ->
                    OnnxTensor.createTensor(
                            environment, memory.asShortBuffer(), shape, OnnxJavaType.FLOAT16);
            case BF16 ->
                    OnnxTensor.createTensor(
                            environment, memory.asShortBuffer(), shape, OnnxJavaType.BFLOAT16);
            case INT8 -> OnnxTensor.createTensor(environment, memory, shape, OnnxJavaType.INT8);
            case UINT8 -> OnnxTensor.createTensor(environment, memory, shape, OnnxJavaType.UINT8);
            case BOOL -> OnnxTensor.createTensor(environment, memory, shape, OnnxJavaType.BOOL);
            case UINT16, UINT32, UINT64 -> model.natives().unsigned(memory, datatype, shape);
            case BYTES -> throw new IllegalArgumentException("strings cannot lie over memory");
        };
    }
}
