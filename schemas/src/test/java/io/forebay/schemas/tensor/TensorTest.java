package io.forebay.schemas.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.forebay.schemas.wire.WireTensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {

    @Test
    void exists() {
        Tensor tensor = new Tensor("x", Datatype.FP32, Shape.of(2, 3), bytes(24));

        assertThat(Tensor.of(tensor.toWire())).isEqualTo(tensor);
    }

    @Test
    void aScalarHasOneElementAndAnEmptyBatchNone() {
        assertThat(new Tensor("sr", Datatype.INT64, Shape.of(), bytes(8)).shape().elements())
                .isEqualTo(1);
        assertThat(new Tensor("x", Datatype.FP32, Shape.of(0, 13), bytes(0)).shape().elements())
                .isZero();
    }

    @Test
    void cannotExistWithTheWrongNumberOfBytes() {
        assertThatThrownBy(() -> new Tensor("x", Datatype.FP16, Shape.of(2, 3), bytes(13)))
                .hasMessage("tensor 'x': FP16 [2,3] takes 12 bytes, not 13");
    }

    @Test
    void cannotExistBeyondAnyLimit() {
        assertThatThrownBy(
                        () -> new Tensor("x", Datatype.FP64, Shape.of(Long.MAX_VALUE, 2), bytes(0)))
                .hasMessageContaining("beyond any limit");
        assertThatThrownBy(() -> new Tensor("x", Datatype.INT8, Shape.of(-1), bytes(0)))
                .hasMessageContaining("not concrete");
        assertThatThrownBy(() ->
                        new Tensor("x", Datatype.BYTES, Shape.of(1L << 40, 1L << 40), bytes(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("beyond any limit");
        assertThatThrownBy(() -> Shape.of(-2)).hasMessageContaining("negative");
    }

    @Test
    void namesAnUnknownDatatype() {
        assertThatThrownBy(() ->
                        Tensor.of(WireTensor.newBuilder().setName("x").setDatatype("FP8").build()))
                .hasMessage("tensor 'x': unknown datatype 'FP8'");
    }

    @Test
    void carriesStringsOfAnySort() {
        List<String> strings = List.of("", "a\0b", "😀", "\n");
        Tensor tensor =
                new Tensor("s", Datatype.BYTES, Shape.of(4), BytesElements.encodeUtf8(strings));

        assertThat(BytesElements.decodeUtf8("s", tensor.data())).isEqualTo(strings);
    }

    @Test
    void readsStringsOutOfAViewOfMore() {
        List<String> texts = List.of("one", "", "\uD83D\uDE00");
        ByteString record =
                ByteString.copyFromUtf8("before").concat(BytesElements.encodeUtf8(texts));
        ByteString view = ByteString.copyFrom(record.toByteArray()).substring("before".length());

        assertThat(BytesElements.decodeUtf8("x", view)).isEqualTo(texts);
    }

    @Test
    void countsAndMeasuresStrings() {
        ByteString two = BytesElements.encodeUtf8(List.of("a", "b"));

        assertThatThrownBy(() -> new Tensor("s", Datatype.BYTES, Shape.of(3), two))
                .hasMessage("tensor 's': BYTES [3] takes 3 elements, not 2");
        assertThatThrownBy(() -> new Tensor("s", Datatype.BYTES, Shape.of(2), two.substring(0, 9)))
                .hasMessage("tensor 's': element 1 is cut short");
        assertThatThrownBy(() ->
                        new Tensor(
                                "s",
                                Datatype.BYTES,
                                Shape.of(1),
                                ByteString.copyFrom(new byte[] {-1, -1, -1, -1})))
                .hasMessage("tensor 's': element 0 is cut short");
    }

    @Test
    void aDeclaredShapeAdmitsWhatFitsIt() {
        Shape declared = Shape.of(Shape.ANY, 3, 64);

        assertThat(declared.admits(Shape.of(5, 3, 64))).isTrue();
        assertThat(declared.admits(Shape.of(5, 4, 64))).isFalse();
        assertThat(declared.admits(Shape.of(3, 64))).isFalse();
    }

    private static ByteString bytes(int size) {
        return ByteString.copyFrom(new byte[size]);
    }
}
