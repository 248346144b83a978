package io.forebay.ingest.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.ingest.problem.InputError;
import io.forebay.ingest.problem.Refusal;
import io.forebay.ingest.testing.Outputs;
import io.forebay.ingest.testing.TestingModels;
import io.forebay.schemas.model.Model;
import io.forebay.schemas.problem.ProblemCode;
import io.forebay.schemas.tensor.Datatype;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OipReaderTest {

    private static final Model CUBE = TestingModels.one(Datatype.FP32, -1, 2, 2);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1,2,3,4,5,6,7,8]",
                "[[[1,2],[3,4]],[[5,6],[7,8]]]",
                " [ [ [1 , 2], [3,4.0] ], [[5,6],[7,0.8e1]]] "
            })
    void takesDataFlatOrNestedInRowMajorOrder(String data) {
        assertThat(Reading.first(CUBE, cube("[2,2,2]", data)))
                .isEqualTo(Outputs.floats("x", new long[] {2, 2, 2}, 1, 2, 3, 4, 5, 6, 7, 8));
    }

    @Test
    void takesARequestWithoutRows() {
        assertThat(Reading.first(CUBE, cube("[0,2,2]", "[]")))
                .isEqualTo(Outputs.floats("x", new long[] {0, 2, 2}));
    }

    @Test
    void takesTheMembersInAnyOrder() {
        assertThat(
                        Reading.json(
                                        CUBE,
                                        """
                                        {"outputs":[{"name":"y"}],"inputs":[{"data":[[[1,2],[3,4]]],
                                        "datatype":"FP32","parameters":{"other":[{"a":1}]},"shape":[1,2,2],"name":"x"}],
                                        "parameters":{"sequence_id":{"deep":[1]}},"id":"é"}\
                                        """)
                                .input()
                                .getTensors(0))
                .isEqualTo(Outputs.floats("x", new long[] {1, 2, 2}, 1, 2, 3, 4));
    }

    @Test
    void keepsTheIdAndTheOutputsWanted() {
        InferenceRequest request =
                Reading.json(
                        CUBE,
                        """
                        {"id":"7","inputs":[{"name":"x","shape":[1,2,2],"datatype":"FP32","data":[1,2,3,4]}],
                        "outputs":[{"name":"y","parameters":{"binary_data":false,"classification":3}}],
                        "parameters":{"binary_data_output":true}}\
                        """);

        assertThat(request.id()).contains("7");
        assertThat(request.input().getRequestedOutputsList()).containsExactly("y");
        assertThat(request.binary().wants("y")).isFalse();
        assertThat(request.binary().wants("z")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    [2,2,2]  | [1,2,3]                         | /inputs/0/data
                    [1,2,2]  | [1,2,3,4,5]                     | /inputs/0/data
                    [1,2,2]  | [[[1,2],[3,4]],[[5,6],[7,8]]]   | /inputs/0/data
                    [2,2,2]  | [[[1,2],[3,4]]]                 | /inputs/0/data
                    [1,2,2]  | [[[1,2],[3]]]                   | /inputs/0/data/0/1
                    [1,2,2]  | [[[1,2],[3,4,5]]]               | /inputs/0/data/0/1
                    [1,2,2]  | [[[1,2],3]]                     | /inputs/0/data/0/1
                    [1,2,2]  | [[[1,2],[3,"x"]]]               | /inputs/0/data/0/1/1
                    [1,2,2]  | [1,2,3,[4]]                     | /inputs/0/data/3
                    [1,2,2]  | 7                               | /inputs/0/data
                    [1,2,2]  | {"a":[1]}                       | /inputs/0/data
                    [1,2,3]  | [1,2,3,4,5,6]                   | /inputs/0/shape
                    [1,2]    | [1,2]                           | /inputs/0/shape
                    [-1,2,2] | []                              | /inputs/0/shape/0
                    [1.5]    | []                              | /inputs/0/shape/0
                    7        | []                              | /inputs/0/shape
                    [4611686018427387904,4,4] | [1]            | /inputs/0/data
                    [9999999999,2,2] | [1]                     | /inputs/0/data
                    """)
    void pointsAtWhatDoesNotFit(String shape, String data, String pointer) {
        Refusal refusal = Reading.refused(CUBE, cube(shape, data));

        assertThat(refusal.code()).isEqualTo(ProblemCode.INVALID_INPUT);
        assertThat(refusal.errors()).extracting(InputError::where).contains(pointer);
        assertThat(refusal.detail()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {}                                             | /inputs
                    {"inputs":[]}                                  | /inputs
                    {"inputs":7}                                   | /inputs
                    {"inputs":[7]}                                 | /inputs/0
                    {"inputs":[{}]}                                | /inputs/0
                    {"inputs":[{"name":"x","shape":[1],"datatype":"FP32"}]}  | /inputs/0
                    {"inputs":[{"name":7}]}                        | /inputs/0/name
                    {"inputs":[{"datatype":"FP8"}]}                | /inputs/0/datatype
                    {"inputs":[{"parameters":7}]}                  | /inputs/0/parameters
                    {"inputs":[{"names":"x"}]}                     | /inputs/0/names
                    {"inputs":[{"a/b~":1}]}                        | /inputs/0/a~1b~0
                    {"inputs":[{"name":"x","name":"x"}]}           | /inputs/0/name
                    {"inputs":[],"inputs":[]}                      | /inputs
                    {"input":[]}                                   | /input
                    {"id":7}                                       | /id
                    {"id":"\\udc00"}                               | /id
                    {"outputs":{}}                                 | /outputs
                    {"outputs":[{}]}                               | /outputs/0
                    {"outputs":[7]}                                | /outputs/0
                    {"outputs":[{"name":"y","parameters":{"binary_data":1}}]} | /outputs/0/parameters/binary_data
                    {"parameters":[]}                              | /parameters
                    {"parameters":{"metadata":[]}}                 | /parameters/metadata
                    {"parameters":{"metadata":{"a":1}}}            | /parameters/metadata
                    {"parameters":{"lane":{}}}                     | /parameters/lane
                    {"parameters":{"lane":"bulk","lane":"bulk"}}   | /parameters/lane
                    {"parameters":{"binary_data_output":"yes"}}    | /parameters/binary_data_output
                    """)
    void pointsAtWhatIsNoRequest(String json, String pointer) {
        Refusal refusal = Reading.refused(CUBE, json);

        assertThat(refusal.code()).isEqualTo(ProblemCode.INVALID_INPUT);
        assertThat(refusal.errors()).extracting(InputError::where).contains(pointer);
    }

    @Test
    void comparesWithTheModel() {
        assertPointer(
                "{'name':'z','shape':[1,2,2],'datatype':'FP32','data':[1,2,3,4]}",
                "/inputs/0/name");
        assertPointer(
                "{'name':'x','shape':[1,2,2],'datatype':'FP64','data':[1,2,3,4]}",
                "/inputs/0/datatype");
        String good = "{'name':'x','shape':[1,2,2],'datatype':'FP32','data':[1,2,3,4]}";
        assertPointer(good + "," + good, "/inputs/1/name");
        Refusal missing = Reading.refused(TestingModels.SUM, cube("[1,2,2]", "[1,2,3,4]"));
        assertThat(missing.errors())
                .extracting(InputError::detail)
                .contains("the input 'a' is missing");
        Refusal uneven =
                Reading.refused(
                        TestingModels.SUM,
                        """
                        {"inputs":[{"name":"a","shape":[1,2],"datatype":"FP32","data":[1,2]},
                        {"name":"b","shape":[2,2],"datatype":"FP32","data":[1,2,3,4]}]}\
                        """);
        assertThat(uneven.errors())
                .extracting(InputError::where)
                .containsExactly("/inputs/1/shape");
        Refusal output =
                Reading.refused(
                        CUBE,
                        "{\"outputs\":[{\"name\":\"q\"}],\"inputs\":[%s]}"
                                .formatted(good.replace('\'', '"')));
        assertThat(output.errors())
                .extracting(InputError::where)
                .containsExactly("/outputs/0/name");
    }

    @Test
    void tellsManyFaultsAtOnceButNotWithoutEnd() {
        String one = "{\"name\":7,\"shape\":[\"a\",\"b\"],\"datatype\":\"?\"}";
        Refusal few = Reading.refused(CUBE, "{\"inputs\":[%s]}".formatted(one));
        Refusal many =
                Reading.refused(
                        CUBE,
                        "{\"inputs\":[%s]}"
                                .formatted(
                                        String.join(",", List.of(one, one, one, one, one, one))));

        assertThat(few.errors())
                .extracting(InputError::where)
                .contains(
                        "/inputs/0/name",
                        "/inputs/0/shape/0",
                        "/inputs/0/shape/1",
                        "/inputs/0/datatype");
        assertThat(many.errors()).hasSize(Faults.MAX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"inputs\":[1,]}",
                "{\"a\":NaN}",
                "{\"inputs\":[]}x",
                "{\"inputs\":[]} {}",
                "\ufeff{}",
                "{'a':1}",
                "{\"a\":01}",
                "/*c*/{}",
                "{\"inputs\":7,}"
            })
    void callsMalformedWhatIsNoJson(String json) {
        assertThat(Reading.refused(CUBE, json).code()).isEqualTo(ProblemCode.MALFORMED_REQUEST);
    }

    @Test
    void callsMalformedWhatIsTooDeepOrTooLong() {
        String deep = "[".repeat(65) + "]".repeat(65);
        String fits = "[".repeat(62) + "]".repeat(62);
        String number = "1".repeat(5000);
        String name = "n".repeat(100_000);

        assertThat(Reading.refused(CUBE, "{\"parameters\":{\"a\":%s}}".formatted(deep)).code())
                .isEqualTo(ProblemCode.MALFORMED_REQUEST);
        assertThat(Reading.refused(CUBE, "{\"parameters\":{\"a\":%s}}".formatted(fits)).code())
                .isEqualTo(ProblemCode.INVALID_INPUT);
        assertThat(Reading.refused(CUBE, cube("[1]", "[%s]".formatted(number))).code())
                .isEqualTo(ProblemCode.MALFORMED_REQUEST);
        assertThat(Reading.refused(CUBE, "{\"%s\":1}".formatted(name)).code())
                .isEqualTo(ProblemCode.MALFORMED_REQUEST);
    }

    @Test
    void callsMalformedWhatIsNotUtf8() {
        byte[] latin = "{\"id\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf16 = "{}".getBytes(StandardCharsets.UTF_16LE);

        assertThat(Reading.refused(() -> Reading.json(CUBE, latin)).code())
                .isEqualTo(ProblemCode.MALFORMED_REQUEST);
        assertThat(Reading.refused(() -> Reading.json(CUBE, utf16)).code())
                .isEqualTo(ProblemCode.MALFORMED_REQUEST);
    }

    @Test
    void takesTensorsBehindTheJsonInTheirOrder() {
        byte[] body = behind(8, 8, 16);

        InferenceRequest request = oip(body, body.length - 16);

        assertThat(request.input().getTensors(1).getData().byteAt(0)).isEqualTo((byte) 8);
        assertThat(request.input().getTensors(1).getShapeList()).containsExactly(1L, 2L);
    }

    @Test
    void wantsExactlyTheBytesThatTensorsDeclare() {
        byte[] cut = behind(8, 8, 15);
        byte[] more = behind(8, 8, 17);
        byte[] uneven = behind(4, 12, 16);

        assertThat(Reading.refused(() -> oip(cut, cut.length - 15)).errors())
                .extracting(InputError::where)
                .containsExactly("/inputs/1/parameters/binary_data_size");
        assertThat(Reading.refused(() -> oip(more, more.length - 17)).detail())
                .contains("1 bytes behind");
        assertThat(Reading.refused(() -> oip(uneven, uneven.length - 16)).errors())
                .extracting(InputError::where)
                .containsExactly("/inputs/0", "/inputs/1");
        assertThat(Reading.refused(() -> oip(cut, cut.length + 1)).code())
                .isEqualTo(ProblemCode.MALFORMED_REQUEST);
    }

    private static InferenceRequest oip(byte[] body, int jsonLength) {
        return InferenceReader.read(
                TestingModels.SUM,
                new BodyKind.Oip(Optional.of(jsonLength)),
                new RequestBody(body, body.length));
    }

    private static byte[] behind(int first, int second, int bytes) {
        String tensor =
                "{\"name\":\"%s\",\"shape\":[1,2],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":%d}}";
        byte[] json =
                ("{\"inputs\":["
                                + tensor.formatted("a", first)
                                + ","
                                + tensor.formatted("b", second)
                                + "]}")
                        .getBytes(StandardCharsets.UTF_8);
        byte[] body = java.util.Arrays.copyOf(json, json.length + bytes);
        for (int i = 0; i < bytes; i++) {
            body[json.length + i] = (byte) i;
        }
        return body;
    }

    private static void assertPointer(String inputs, String pointer) {
        Refusal refusal =
                Reading.refused(CUBE, "{\"inputs\":[%s]}".formatted(inputs.replace('\'', '"')));
        assertThat(refusal.errors()).extracting(InputError::where).contains(pointer);
    }

    private static String cube(String shape, String data) {
        return "{\"inputs\":[{\"name\":\"x\",\"shape\":%s,\"datatype\":\"FP32\",\"data\":%s}]}"
                .formatted(shape, data);
    }
}
