package io.forebay.loadtests.onnx;

import com.google.protobuf.ByteString;
import io.forebay.schemas.tensor.Datatype;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a small ONNX model (IR 9, opset 17) or a subgraph of one. Field numbers are those of
 * onnx.proto. Confined to one thread.
 *
 * <pre>{@code
 * byte[] model = OnnxModelBuilder.named("noop")
 *         .input("x", Datatype.UINT8, "N", 64)
 *         .output("y", Datatype.UINT8, "N", 64)
 *         .node("Identity", List.of("x"), List.of("y"))
 *         .build();
 * }</pre>
 */
public final class OnnxModelBuilder {

    private static final int IR_VERSION = 9;
    private static final int DEFAULT_OPSET = 17;

    private final ProtoWriter graph = new ProtoWriter();
    private final List<ByteString> imports = new ArrayList<>();

    private OnnxModelBuilder(String name) {
        graph.text(2, name);
        importing("", DEFAULT_OPSET);
    }

    /** An empty graph. */
    public static OnnxModelBuilder named(String name) {
        return new OnnxModelBuilder(name);
    }

    /** Operators of another domain, such as version 3 of {@code ai.onnx.ml}. */
    public OnnxModelBuilder importing(String domain, long version) {
        imports.add(new ProtoWriter().text(1, domain).number(2, version).build());
        return this;
    }

    /**
     * @param dimensions a number for a fixed one, a text for a symbolic one; none for a scalar
     */
    public OnnxModelBuilder input(String name, Datatype datatype, Object... dimensions) {
        graph.bytes(11, value(name, datatype, dimensions));
        return this;
    }

    /**
     * @param dimensions a number for a fixed one, a text for a symbolic one; none for a scalar
     */
    public OnnxModelBuilder output(String name, Datatype datatype, Object... dimensions) {
        graph.bytes(12, value(name, datatype, dimensions));
        return this;
    }

    /** An output that is no tensor: a sequence of maps from INT64 to FP32. */
    public OnnxModelBuilder outputOfMaps(String name) {
        ByteString number =
                new ProtoWriter()
                        .number(1, ElementTypes.number(Datatype.FP32))
                        .bytes(2, ByteString.EMPTY)
                        .build();
        ByteString map =
                new ProtoWriter()
                        .number(1, ElementTypes.number(Datatype.INT64))
                        .bytes(2, new ProtoWriter().bytes(1, number).build())
                        .build();
        ByteString sequence =
                new ProtoWriter().bytes(1, new ProtoWriter().bytes(5, map).build()).build();
        ByteString type = new ProtoWriter().bytes(4, sequence).build();
        graph.bytes(12, new ProtoWriter().text(1, name).bytes(2, type).build());
        return this;
    }

    /** A constant that nodes take by its name. */
    public OnnxModelBuilder initializer(Initializer initializer) {
        graph.bytes(5, initializer.encoded());
        return this;
    }

    /** The next node with one input and one output. */
    public OnnxModelBuilder node(
            String operator, String input, String output, Attribute... attributes) {
        return node(operator, List.of(input), List.of(output), attributes);
    }

    /** The next node; nodes must come in an order in which they can run. */
    public OnnxModelBuilder node(
            String operator, List<String> inputs, List<String> outputs, Attribute... attributes) {
        return nodeOf("", operator, inputs, outputs, attributes);
    }

    /** The next node, of a domain that is {@link #importing imported}. */
    public OnnxModelBuilder nodeOf(
            String domain,
            String operator,
            List<String> inputs,
            List<String> outputs,
            Attribute... attributes) {
        ProtoWriter node = new ProtoWriter();
        inputs.forEach(input -> node.text(1, input));
        outputs.forEach(output -> node.text(2, output));
        node.text(3, operator + "_" + outputs.getFirst()).text(4, operator);
        for (Attribute attribute : attributes) {
            node.bytes(5, attribute.encoded());
        }
        graph.bytes(1, node.text(7, domain).build());
        return this;
    }

    /** The bytes of {@code model.onnx}; the builder is used up. */
    public byte[] build() {
        ProtoWriter model =
                new ProtoWriter().number(1, IR_VERSION).text(2, "forebay").bytes(7, graph());
        imports.forEach(imported -> model.bytes(8, imported));
        return model.build().toByteArray();
    }

    ByteString graph() {
        return graph.build();
    }

    private static ByteString value(String name, Datatype datatype, Object[] dimensions) {
        ProtoWriter shape = new ProtoWriter();
        for (Object dimension : dimensions) {
            shape.bytes(1, dimension(dimension));
        }
        ByteString tensor =
                new ProtoWriter()
                        .number(1, ElementTypes.number(datatype))
                        .bytes(2, shape.build())
                        .build();
        ByteString valueType = new ProtoWriter().bytes(1, tensor).build();
        return new ProtoWriter().text(1, name).bytes(2, valueType).build();
    }

    private static ByteString dimension(Object dimension) {
        return switch (dimension) {
            case Number fixed -> new ProtoWriter().number(1, fixed.longValue()).build();
            case String symbol -> new ProtoWriter().text(2, symbol).build();
            default ->
                    throw new IllegalArgumentException(
                            "a dimension is a number or a name, not " + dimension);
        };
    }
}
