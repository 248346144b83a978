package io.forebay.client.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code ValueInfoProto} of onnx.proto: a name, and the type of a dense tensor. */
final class OnnxValue {

    private static final int VALUE_NAME = 1;
    private static final int VALUE_TYPE = 2;
    private static final int TYPE_TENSOR = 1;
    private static final int TENSOR_ELEMENT = 1;
    private static final int TENSOR_SHAPE = 2;
    private static final int SHAPE_DIMENSION = 1;
    private static final int DIMENSION_VALUE = 1;

    /** {@code TensorProto.DataType}. */
    private static final Map<Integer, Datatype> ELEMENTS =
            Map.ofEntries(
                    Map.entry(1, Datatype.FP32),
                    Map.entry(2, Datatype.UINT8),
                    Map.entry(3, Datatype.INT8),
                    Map.entry(4, Datatype.UINT16),
                    Map.entry(5, Datatype.INT16),
                    Map.entry(6, Datatype.INT32),
                    Map.entry(7, Datatype.INT64),
                    Map.entry(8, Datatype.BYTES),
                    Map.entry(9, Datatype.BOOL),
                    Map.entry(10, Datatype.FP16),
                    Map.entry(11, Datatype.FP64),
                    Map.entry(12, Datatype.UINT32),
                    Map.entry(13, Datatype.UINT64),
                    Map.entry(16, Datatype.BF16));

    private String name = "";
    private int element;
    private final List<Long> shape = new ArrayList<>();

    private OnnxValue() {}

    static TensorSignature read(CodedInputStream in) throws IOException {
        OnnxValue value = new OnnxValue();
        message(in, value::field);
        Datatype datatype = ELEMENTS.get(value.element);
        if (datatype == null) {
            throw new IllegalArgumentException(
                    "'%s' is of an element type that is not served (%d)"
                            .formatted(value.name, value.element));
        }
        return new TensorSignature(value.name, datatype, new Shape(value.shape));
    }

    /** Reads one field, or leaves it. */
    private interface Field {

        boolean read(int number, CodedInputStream in) throws IOException;
    }

    private boolean field(int number, CodedInputStream in) throws IOException {
        return switch (number) {
            case VALUE_NAME -> {
                name = in.readString();
                yield true;
            }
            case VALUE_TYPE -> message(in, this::type);
            default -> false;
        };
    }

    private boolean type(int number, CodedInputStream in) throws IOException {
        return number == TYPE_TENSOR && message(in, this::tensor);
    }

    private boolean tensor(int number, CodedInputStream in) throws IOException {
        return switch (number) {
            case TENSOR_ELEMENT -> {
                element = in.readInt32();
                yield true;
            }
            case TENSOR_SHAPE -> message(in, this::shape);
            default -> false;
        };
    }

    private boolean shape(int number, CodedInputStream in) throws IOException {
        if (number != SHAPE_DIMENSION) {
            return false;
        }
        // A dimension with a name, or with nothing, is of any size.
        shape.add(Shape.ANY);
        return message(in, this::dimension);
    }

    private boolean dimension(int number, CodedInputStream in) throws IOException {
        if (number != DIMENSION_VALUE) {
            return false;
        }
        shape.set(shape.size() - 1, in.readInt64());
        return true;
    }

    private static boolean message(CodedInputStream in, Field field) throws IOException {
        int limit = in.pushLimit(in.readRawVarint32());
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!field.read(WireFormat.getTagFieldNumber(tag), in)) {
                in.skipField(tag);
            }
        }
        in.popLimit(limit);
        return true;
    }
}
