package io.forebay.loadtests.onnx;

import com.google.protobuf.ByteString;

/** One attribute of a node. */
public final class Attribute {

    // AttributeProto.AttributeType
    private static final int FLOAT = 1;
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int TENSOR = 4;
    private static final int GRAPH = 5;
    private static final int FLOATS = 6;
    private static final int INTS = 7;

    private final ByteString encoded;

    private Attribute(ProtoWriter writer, int type) {
        this.encoded = writer.number(20, type).build();
    }

    public static Attribute integer(String name, long value) {
        return new Attribute(named(name).number(3, value), INT);
    }

    public static Attribute real(String name, float value) {
        return new Attribute(named(name).real(2, value), FLOAT);
    }

    public static Attribute text(String name, String value) {
        return new Attribute(named(name).bytes(4, ByteString.copyFromUtf8(value)), STRING);
    }

    public static Attribute integers(String name, long... values) {
        ProtoWriter writer = named(name);
        for (long value : values) {
            writer.number(8, value);
        }
        return new Attribute(writer, INTS);
    }

    public static Attribute reals(String name, float... values) {
        ProtoWriter writer = named(name);
        for (float value : values) {
            writer.real(7, value);
        }
        return new Attribute(writer, FLOATS);
    }

    /** A constant tensor, such as {@code Constant}'s value. */
    public static Attribute tensor(String name, Initializer value) {
        return new Attribute(named(name).bytes(5, value.encoded()), TENSOR);
    }

    /** A subgraph, such as {@code Loop}'s body. */
    public static Attribute graph(String name, OnnxModelBuilder body) {
        return new Attribute(named(name).bytes(6, body.graph()), GRAPH);
    }

    ByteString encoded() {
        return encoded;
    }

    private static ProtoWriter named(String name) {
        return new ProtoWriter().text(1, name);
    }
}
