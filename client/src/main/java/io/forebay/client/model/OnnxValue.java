package io.forebay.client.model;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.forebay.schemas.model.ContainerOutput;
import io.forebay.schemas.model.TensorSignature;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads {@code ValueInfoProto} of onnx.proto: a name and a type. */
final class OnnxValue {

    private static final int VALUE_NAME = 1;
    private static final int VALUE_TYPE = 2;
    private static final int TYPE_TENSOR = 1;
    private static final int TYPE_SEQUENCE = 4;
    private static final int TYPE_MAP = 5;
    private static final int SEQUENCE_ELEMENT = 1;
    private static final int MAP_KEY = 1;
    private static final int MAP_VALUE = 2;
    private static final int TENSOR_ELEMENT = 1;
    private static final int TENSOR_SHAPE = 2;
    private static final int SHAPE_DIMENSION = 1;
    private static final int DIMENSION_VALUE = 1;

    /** Of what is served none has more than three. */
    private static final int DEEPEST = 16;

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
    private int key;
    private int sequences;
    private int depth;
    private final List<Long> shape = new ArrayList<>();

    private OnnxValue() {}

    /** An input, which must be a tensor. */
    static TensorSignature input(CodedInputStream in) throws IOException {
        OnnxValue value = read(in);
        if (value.sequences > 0 || value.key > 0) {
            throw new IllegalArgumentException(
                    "input '%s' is a sequence or a map, which is not served".formatted(value.name));
        }
        return value.tensor();
    }

    /** An output, or the tensors that stand for it. */
    static List<TensorSignature> output(CodedInputStream in) throws IOException {
        OnnxValue value = read(in);
        if (value.sequences > 1) {
            throw new IllegalArgumentException(
                    "'%s' is a sequence of sequences, which is not served".formatted(value.name));
        }
        if (value.key > 0) {
            return ContainerOutput.ofMaps(
                    value.name,
                    value.datatype(value.key),
                    value.datatype(value.element),
                    value.sequences > 0);
        }
        return value.sequences > 0
                ? ContainerOutput.ofTensors(value.name, value.datatype(value.element))
                : List.of(value.tensor());
    }

    private static OnnxValue read(CodedInputStream in) throws IOException {
        OnnxValue value = new OnnxValue();
        message(in, value::field);
        return value;
    }

    private TensorSignature tensor() {
        return new TensorSignature(name, datatype(element), new Shape(shape));
    }

    private Datatype datatype(int number) {
        Datatype datatype = ELEMENTS.get(number);
        if (datatype == null) {
            throw new IllegalArgumentException(
                    "'%s' is of an element type that is not served (%d)".formatted(name, number));
        }
        return datatype;
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
        if (++depth > DEEPEST) {
            throw new IllegalArgumentException(
                    "'%s' is of types in types, more than %d of them".formatted(name, DEEPEST));
        }
        return switch (number) {
            case TYPE_TENSOR -> message(in, this::tensor);
            case TYPE_SEQUENCE -> {
                sequences++;
                yield message(in, this::sequence);
            }
            case TYPE_MAP -> message(in, this::map);
            default -> false;
        };
    }

    private boolean sequence(int number, CodedInputStream in) throws IOException {
        return number == SEQUENCE_ELEMENT && message(in, this::type);
    }

    private boolean map(int number, CodedInputStream in) throws IOException {
        return switch (number) {
            case MAP_KEY -> {
                key = in.readInt32();
                yield true;
            }
            case MAP_VALUE -> message(in, this::type);
            default -> false;
        };
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
