package io.forebay.ingest.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.forebay.ingest.json.Rendered;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.testing.TestingModels;
import io.forebay.schemas.document.TensorWriter;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.tensor.BFloat16;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.wire.WireTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Elements of every datatype, into their bytes and back. */
final class ElementsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    BOOL   | true,false                             | 0100
                    UINT8  | 0,255                                  | 00ff
                    INT8   | -128,127                               | 807f
                    UINT16 | 0,65535                                | 0000ffff
                    INT16  | -32768,32767                           | 0080ff7f
                    UINT32 | 1,4294967295                           | 01000000ffffffff
                    INT32  | -2147483648,2147483647                 | 00000080ffffff7f
                    UINT64 | 1,18446744073709551615                 | 0100000000000000ffffffffffffffff
                    INT64  | -9223372036854775808,9223372036854775807 | 0000000000000080ffffffffffffff7f
                    FP16   | 1,-2.5                                 | 003c00c1
                    BF16   | 1,-2.5                                 | 803f20c0
                    FP32   | 1,0.1                                  | 0000803fcdcccc3d
                    FP64   | 1,0.1                                  | 000000000000f03f9a9999999999b93f
                    BYTES  | "","é"                                 | 0000000002000000c3a9
                    """)
    void takesTheWholeRange(Datatype type, String data, String hex) {
        assertThat(java.util.HexFormat.of().formatHex(read(type, 2, data).toByteArray()))
                .isEqualTo(hex);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    BOOL   | 1
                    BOOL   | "true"
                    UINT8  | 256
                    UINT8  | -1
                    INT8   | 128
                    INT8   | 1.0
                    INT8   | 1e1
                    UINT16 | 65536
                    INT16  | -32769
                    UINT32 | 4294967296
                    INT32  | 2147483648
                    UINT64 | -1
                    UINT64 | 18446744073709551616
                    INT64  | 9223372036854775808
                    INT64  | "1"
                    FP16   | 65520
                    BF16   | 3.4e38
                    FP32   | 3.5e38
                    FP32   | 1e400
                    FP32   | "nan"
                    FP32   | null
                    FP32   | true
                    FP64   | 1e309
                    FP64   | {}
                    FP64   | [1]
                    BYTES  | 1
                    BYTES  | "\\ud800"
                    """)
    void refusesWhatTheTypeCannotHold(Datatype type, String element) {
        Refusal refusal = Reading.refused(TestingModels.one(type, -1), request(type, 1, element));

        assertThat(refusal.code()).isEqualTo(ProblemCode.INVALID_INPUT);
        assertThat(refusal.errors().getFirst().where()).isEqualTo("/inputs/0/data/0");
        assertThat(refusal.errors().getFirst().detail()).startsWith("expected ");
    }

    @Test
    void takesWhatJsonHasNoNumberForAsStrings() {
        ByteBuffer floats = buffer(read(Datatype.FP32, 4, "\"NaN\",\"Infinity\",\"-Infinity\",-0"));

        assertThat(floats.getFloat()).isNaN();
        assertThat(floats.getFloat()).isEqualTo(Float.POSITIVE_INFINITY);
        assertThat(floats.getFloat()).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(Float.floatToRawIntBits(floats.getFloat())).isEqualTo(0x80000000);
        ByteBuffer doubles = buffer(read(Datatype.FP64, 2, "-0,\"NaN\""));
        assertThat(doubles.getLong()).isEqualTo(Long.MIN_VALUE);
        assertThat(doubles.getDouble()).isNaN();
    }

    @Test
    void roundsToTheNearestValue() {
        // 2^24 + 1 lies between two floats; 1 + 2^-8 between two BF16, and goes to the even one.
        assertThat(buffer(read(Datatype.FP32, 1, "16777217")).getFloat()).isEqualTo(16777216f);
        assertThat(BFloat16.toFloat(BFloat16.of(1 + 1 / 256f))).isEqualTo(1f);
        assertThat(BFloat16.toFloat(BFloat16.of(1 + 3 / 256f))).isEqualTo(1.015625f);
        assertThat(BFloat16.toFloat(BFloat16.of(Float.intBitsToFloat(0x7f800001)))).isNaN();
    }

    @Test
    void takesBase64WhereTheTensorSaysSoBeforeOrAfterItsData() {
        String form = "\"data\":[\"AP8=\"],\"parameters\":{\"content_type\":\"base64\"}";
        String other = "\"parameters\":{\"content_type\":\"base64\"},\"data\":[\"AP8=\"]";
        for (String tail : new String[] {form, other}) {
            WireTensor tensor =
                    Reading.first(
                            TestingModels.one(Datatype.BYTES, -1),
                            "{\"inputs\":[{\"name\":\"x\",\"shape\":[1],\"datatype\":\"BYTES\",%s}]}"
                                    .formatted(tail));
            assertThat(tensor.getData().toByteArray())
                    .isEqualTo(new byte[] {2, 0, 0, 0, 0, (byte) 0xff});
        }
        assertThat(
                        Reading.refused(
                                        TestingModels.one(Datatype.BYTES, -1),
                                        request(Datatype.BYTES, 1, "\"not base64\"")
                                                .replace(
                                                        "\"data\"",
                                                        "\"parameters\":{\"content_type\":\"base64\"},\"data\""))
                                .detail())
                .contains("base64");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    BOOL   | 0100             | [true,false]
                    UINT8  | 00ff             | [0,255]
                    INT8   | 807f             | [-128,127]
                    UINT16 | ffff             | [65535]
                    INT16  | 0080             | [-32768]
                    UINT32 | ffffffff         | [4294967295]
                    INT32  | 00000080         | [-2147483648]
                    UINT64 | ffffffffffffffff | [18446744073709551615]
                    UINT64 | 0100000000000000 | [1]
                    INT64  | 0000000000000080 | [-9223372036854775808]
                    FP16   | 003c007c         | [1.0,"Infinity"]
                    BF16   | 803fc07f         | [1.0,"NaN"]
                    FP32   | cdcccc3d000080ff | [0.1,"-Infinity"]
                    FP64   | 9a9999999999b93f | [0.1]
                    BYTES  | 02000000c3a9     | ["é"]
                    """)
    void writesEveryDatatypeAsJson(Datatype type, String hex, String data) {
        assertThat(written(type, hex)).endsWith("\"data\":" + data + "}");
    }

    @Test
    void writesBytesThatAreNoTextAsBase64AndSaysSo() {
        assertThat(written(Datatype.BYTES, "01000000ff"))
                .endsWith("\"parameters\":{\"content_type\":\"base64\"},\"data\":[\"/w==\"]}");
    }

    private static String written(Datatype type, String hex) {
        WireTensor tensor =
                WireTensor.newBuilder()
                        .setName("y")
                        .setDatatype(type.name())
                        .addShape(1)
                        .setData(ByteString.copyFrom(java.util.HexFormat.of().parseHex(hex)))
                        .build();
        return new String(
                Rendered.json(out -> TensorWriter.write(out, tensor)).toByteArray(),
                StandardCharsets.UTF_8);
    }

    private static ByteString read(Datatype type, int count, String data) {
        return Reading.first(TestingModels.one(type, -1), request(type, count, data)).getData();
    }

    private static ByteBuffer buffer(ByteString bytes) {
        return bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String request(Datatype type, int count, String data) {
        return "{\"inputs\":[{\"name\":\"x\",\"shape\":[%d],\"datatype\":\"%s\",\"data\":[%s]}]}"
                .formatted(count, type, data);
    }
}
