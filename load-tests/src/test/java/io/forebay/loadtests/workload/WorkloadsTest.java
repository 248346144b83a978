package io.forebay.loadtests.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.loadtests.answer.Answer;
import io.forebay.loadtests.answer.AnswerReader;
import io.forebay.schemas.tensor.Datatype;
import io.forebay.schemas.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WorkloadsTest {

    @Test
    void knowsItsOwnModels() throws JsonProcessingException {
        assertThat(Workloads.of("noop", json("{}"))).isInstanceOf(NoopWorkload.class);
        assertThat(Workloads.of("conv", json("{}"))).isInstanceOf(ConvWorkload.class);
    }

    @Test
    void sendsOneRowOfAnotherModel() throws JsonProcessingException {
        Workload workload =
                Workloads.of(
                        "digits",
                        json(
                                """
                                {"inputs":[{"name":"image","datatype":"FP32","shape":[-1,1,32,32]},
                                           {"name":"k","datatype":"INT64","shape":[2]}]}\
                                """));
        assertThat(workload.inputs())
                .containsExactly(
                        new InputTensor("image", Datatype.FP32, Shape.of(1, 1, 32, 32)),
                        new InputTensor("k", Datatype.INT64, Shape.of(2)));
        assertThat(workload.bytes()).isEqualTo(32 * 32 * 4 + 2 * 8);
    }

    @Test
    void saysWhichInputItCannotMake() {
        assertThatThrownBy(() -> Workloads.of("m", json(input("FP32", "[-1,-1]"))))
                .hasMessageContaining("'x'")
                .hasMessageContaining("not concrete");
        assertThatThrownBy(() -> Workloads.of("m", json(input("BYTES", "[1]"))))
                .hasMessageContaining("BYTES");
    }

    @Test
    void aLargeInputIsJudgedByBytesFromAllOverIt() throws IOException {
        NoopWorkload workload = new NoopWorkload("some", 6_400);
        byte[] input = new byte[6_400];
        workload.fill(5, input, 0);

        assertThat(workload.fault(5, answer(input, 100))).isEmpty();
        assertThat(workload.fault(6, answer(input, 100))).isPresent();
        assertThat(workload.fault(5, answer(input, 99))).isPresent();
        assertThatThrownBy(() -> new NoopWorkload("some", 100)).hasMessageContaining("64");
    }

    private static Answer answer(byte[] input, int apart) throws IOException {
        String data =
                IntStream.range(0, 64)
                        .map(i -> input[i * apart] & 0xFF)
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(","));
        String body = "{\"outputs\":[{\"shape\":[1,64],\"data\":[" + data + "]}]}";
        return new AnswerReader(new JsonFactory())
                .read(ByteBuffer.wrap(body.getBytes(StandardCharsets.US_ASCII)));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BYTES")
    void fillsEveryDatatypeFromTheContentAlone(Datatype datatype) throws JsonProcessingException {
        Workload workload = Workloads.of("m", json(input(datatype.name(), "[1,50]")));
        byte[] one = new byte[workload.bytes() + 3];
        byte[] again = new byte[workload.bytes() + 3];
        byte[] other = new byte[workload.bytes() + 3];
        workload.fill(5, one, 3);
        workload.fill(5, again, 3);
        workload.fill(6, other, 3);
        assertThat(one).isEqualTo(again).isNotEqualTo(other);
        assertThat(Arrays.copyOf(one, 3)).containsOnly(0);
    }

    @Test
    void fillsPicturesWithFiniteNumbersOfModestSize() {
        ConvWorkload workload = new ConvWorkload();
        byte[] picture = new byte[workload.bytes()];
        workload.fill(99, picture, 0);
        float[] pixels = new float[picture.length / 4];
        ByteBuffer.wrap(picture).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(pixels);
        boolean negative = false;
        for (float pixel : pixels) {
            assertThat(Math.abs(pixel)).isBetween(0.25f, 4f);
            negative |= pixel < 0;
        }
        assertThat(negative).isTrue();
    }

    private static String input(String datatype, String shape) {
        return "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"%s\",\"shape\":%s}]}"
                .formatted(datatype, shape);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new JsonMapper().readTree(text);
    }
}
