package io.forebay.worker.device;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.schemas.wire.InferenceOutput;
import io.forebay.schemas.wire.WireTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

final class AgreementTest {

    private static final InferenceOutput ANSWER = answer(floats("a", 1.0f, -200.0f));

    @Test
    void isOfNumbersWithinTheTolerance() {
        assertThat(Agreement.of(ANSWER, ANSWER)).isTrue();
        assertThat(Agreement.of(ANSWER, answer(floats("a", 1.0019f, -200.1f)))).isTrue();
        assertThat(Agreement.of(ANSWER, answer(floats("a", 1.0021f, -200.0f)))).isFalse();
        assertThat(Agreement.of(ANSWER, answer(floats("a", 1.0f, -200.3f)))).isFalse();
    }

    @Test
    void takesWhatIsNoNumberForItself() {
        InferenceOutput none = answer(floats("a", Float.NaN, Float.NEGATIVE_INFINITY));

        assertThat(Agreement.of(none, none)).isTrue();
        assertThat(Agreement.of(none, ANSWER)).isFalse();
        assertThat(Agreement.of(ANSWER, none)).isFalse();
        assertThat(Agreement.of(answer(floats("a", Float.NaN, 1.0f)), none)).isFalse();
    }

    @Test
    void isOfTheSameOutputsInAnyOrder() {
        InferenceOutput both = answer(floats("a", 1.0f), floats("b", 2.0f));

        assertThat(Agreement.of(both, answer(floats("b", 2.0f), floats("a", 1.0f)))).isTrue();
        assertThat(Agreement.of(both, answer(floats("a", 1.0f)))).isFalse();
        assertThat(Agreement.of(both, answer(floats("a", 1.0f), floats("c", 2.0f)))).isFalse();
    }

    @Test
    void isOfTheSameTypesAndShapes() {
        WireTensor flat = floats("a", 1.0f, -200.0f);

        assertThat(Agreement.of(ANSWER, answer(floats("a", 1.0f)))).isFalse();
        assertThat(Agreement.of(ANSWER, answer(flat.toBuilder().addShape(1).build()))).isFalse();
        assertThat(Agreement.of(ANSWER, answer(flat.toBuilder().setDatatype("INT32").build())))
                .isFalse();
    }

    @Test
    void comparesOtherTypesToTheLetter() {
        assertThat(Agreement.of(ints(1000, 7), ints(1000, 7))).isTrue();
        assertThat(Agreement.of(ints(1000, 7), ints(1001, 7))).isFalse();
    }

    @Test
    void readsHalfPrecision() {
        assertThat(Agreement.of(halves("FP16", 0x3C00), halves("FP16", 0x3C01))).isTrue();
        assertThat(Agreement.of(halves("FP16", 0x3C00), halves("FP16", 0x3C08))).isFalse();
        // The next number of bfloat16 is 2^-7 away.
        assertThat(Agreement.of(halves("BF16", 0x3F80), halves("BF16", 0x3F80))).isTrue();
        assertThat(Agreement.of(halves("BF16", 0x3F80), halves("BF16", 0x3F81))).isFalse();
    }

    private static InferenceOutput answer(WireTensor... tensors) {
        return InferenceOutput.newBuilder().addAllOutputs(java.util.List.of(tensors)).build();
    }

    private static WireTensor floats(String name, float... values) {
        ByteBuffer data = buffer(values.length * Float.BYTES);
        for (float value : values) {
            data.putFloat(value);
        }
        return tensor(name, "FP32", values.length, data);
    }

    private static InferenceOutput ints(int... values) {
        ByteBuffer data = buffer(values.length * Integer.BYTES);
        for (int value : values) {
            data.putInt(value);
        }
        return answer(tensor("a", "INT32", values.length, data));
    }

    private static InferenceOutput halves(String datatype, int bits) {
        return answer(tensor("a", datatype, 1, buffer(Short.BYTES).putShort((short) bits)));
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static WireTensor tensor(String name, String datatype, long size, ByteBuffer data) {
        return WireTensor.newBuilder()
                .setName(name)
                .setDatatype(datatype)
                .addShape(size)
                .setData(ByteString.copyFrom(data.flip()))
                .build();
    }
}
