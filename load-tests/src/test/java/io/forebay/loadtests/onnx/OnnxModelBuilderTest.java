package io.forebay.loadtests.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.SequenceInfo;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.forebay.schemas.tensor.Datatype;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reads the bytes back by the field numbers of onnx.proto. */
class OnnxModelBuilderTest {

    @Test
    void writesAModelOfOneNode() throws InvalidProtocolBufferException {
        UnknownFieldSet model =
                UnknownFieldSet.parseFrom(
                        OnnxModelBuilder.named("g")
                                .input("x", Datatype.FP32, "N", 3)
                                .output("y", Datatype.INT64, 4)
                                .node("Identity", List.of("x"), List.of("y"))
                                .build());
        assertThat(number(model, 1)).isEqualTo(9);
        assertThat(number(message(model, 8), 2)).isEqualTo(17);
        UnknownFieldSet graph = message(model, 7);
        assertThat(text(graph, 2)).isEqualTo("g");
        UnknownFieldSet node = message(graph, 1);
        assertThat(text(node, 1)).isEqualTo("x");
        assertThat(text(node, 2)).isEqualTo("y");
        assertThat(text(node, 4)).isEqualTo("Identity");
        UnknownFieldSet tensorType = tensorType(message(graph, 11));
        assertThat(number(tensorType, 1)).isEqualTo(1);
        List<ByteString> dimensions = message(tensorType, 2).getField(1).getLengthDelimitedList();
        assertThat(text(UnknownFieldSet.parseFrom(dimensions.get(0)), 2)).isEqualTo("N");
        assertThat(number(UnknownFieldSet.parseFrom(dimensions.get(1)), 1)).isEqualTo(3);
        assertThat(number(tensorType(message(graph, 12)), 1)).isEqualTo(7);
    }

    @Test
    void writesInitializersAsRawLittleEndianBytes() throws InvalidProtocolBufferException {
        UnknownFieldSet tensor =
                UnknownFieldSet.parseFrom(
                        Initializer.floats("w", new long[] {2, 1}, 1f, -2f).encoded());
        assertThat(tensor.getField(1).getVarintList()).containsExactly(2L, 1L);
        assertThat(number(tensor, 2)).isEqualTo(1);
        assertThat(text(tensor, 8)).isEqualTo("w");
        assertThat(tensor.getField(9).getLengthDelimitedList().getFirst().toByteArray())
                .containsExactly(0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0);
    }

    @Test
    void writesEachKindOfAttributeUnderItsType() throws InvalidProtocolBufferException {
        OnnxModelBuilder body = OnnxModelBuilder.named("body");
        assertAttribute(Attribute.real("a", 1.5f), 2, 1);
        assertAttribute(Attribute.integer("a", 3), 3, 2);
        assertAttribute(Attribute.text("a", "t"), 4, 3);
        assertAttribute(Attribute.tensor("a", Initializer.longs("v", new long[] {}, 5)), 5, 4);
        assertAttribute(Attribute.graph("a", body), 6, 5);
        assertAttribute(Attribute.reals("a", 1f, 2f), 7, 6);
        assertAttribute(Attribute.integers("a", 1, 2), 8, 7);
    }

    @Test
    void runsALoopWithItsBodyInOnnxRuntime() throws OrtException {
        OnnxModelBuilder body =
                OnnxModelBuilder.named("body")
                        .input("step", Datatype.INT64)
                        .input("before", Datatype.BOOL)
                        .input("sum", Datatype.FP32, 1)
                        .node("Identity", "before", "after")
                        .node("Add", List.of("sum", "x"), List.of("more"))
                        .output("after", Datatype.BOOL)
                        .output("more", Datatype.FP32, 1);
        byte[] model =
                OnnxModelBuilder.named("loop")
                        .input("x", Datatype.FP32, 1)
                        .initializer(Initializer.longs("times", new long[] {}, 4))
                        .initializer(Initializer.booleans("true", new long[] {}, true))
                        .node(
                                "Loop",
                                List.of("times", "true", "x"),
                                List.of("y"),
                                Attribute.graph("body", body))
                        .output("y", Datatype.FP32, 1)
                        .build();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(model);
                OnnxTensor x = OnnxTensor.createTensor(environment, new float[] {2});
                OrtSession.Result result = session.run(Map.of("x", x))) {
            assertThat(((OnnxTensor) result.get(0)).getFloatBuffer().get(0)).isEqualTo(10);
        }
    }

    @Test
    void loadsAnOutputOfMapsFromAnotherDomain() throws OrtException {
        byte[] model =
                OnnxModelBuilder.named("maps")
                        .importing("ai.onnx.ml", 3)
                        .input("x", Datatype.FP32, "N", 2)
                        .nodeOf(
                                "ai.onnx.ml",
                                "ZipMap",
                                List.of("x"),
                                List.of("y"),
                                Attribute.integers("classlabels_int64s", 0, 1))
                        .outputOfMaps("y")
                        .build();
        try (OrtSession session = OrtEnvironment.getEnvironment().createSession(model)) {
            NodeInfo output = session.getOutputInfo().get("y");
            assertThat(output).isNotNull();
            assertThat(output.getInfo()).isInstanceOf(SequenceInfo.class);
        }
    }

    @Test
    void refusesAnInitializerThatIsNotOfItsShape() {
        assertThatThrownBy(() -> Initializer.longs("w", new long[] {2, 2}, 1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takes 4 values, not 3");
    }

    @Test
    void refusesADimensionThatIsNeitherNumberNorName() {
        assertThatThrownBy(() -> OnnxModelBuilder.named("g").input("x", Datatype.FP32, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertAttribute(Attribute attribute, int field, int type)
            throws InvalidProtocolBufferException {
        UnknownFieldSet read = UnknownFieldSet.parseFrom(attribute.encoded());
        assertThat(read.asMap().keySet()).containsExactlyInAnyOrder(1, field, 20);
        assertThat(number(read, 20)).isEqualTo(type);
    }

    private static UnknownFieldSet tensorType(UnknownFieldSet value)
            throws InvalidProtocolBufferException {
        return message(message(value, 2), 1);
    }

    private static UnknownFieldSet message(UnknownFieldSet of, int field)
            throws InvalidProtocolBufferException {
        return UnknownFieldSet.parseFrom(of.getField(field).getLengthDelimitedList().getFirst());
    }

    private static String text(UnknownFieldSet of, int field) {
        return of.getField(field).getLengthDelimitedList().getFirst().toStringUtf8();
    }

    private static long number(UnknownFieldSet of, int field) {
        return of.getField(field).getVarintList().getFirst();
    }
}
