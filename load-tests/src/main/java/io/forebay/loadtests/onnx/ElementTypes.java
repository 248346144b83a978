package io.forebay.loadtests.onnx;

import io.forebay.schemas.tensor.Datatype;

/** The numbers of element types in ONNX's {@code TensorProto.DataType}. */
final class ElementTypes {

    private ElementTypes() {}

    static int number(Datatype datatype) {
        return switch (datatype) {
            case FP32 -> 1;
            case UINT8 -> 2;
            case INT8 -> 3;
            case UINT16 -> 4;
            case INT16 -> 5;
            case INT32 -> 6;
            case INT64 -> 7;
            case BYTES -> 8;
            case BOOL -> 9;
            case FP16 -> 10;
            case FP64 -> 11;
            case UINT32 -> 12;
            case UINT64 -> 13;
            case BF16 -> 16;
        };
    }
}
