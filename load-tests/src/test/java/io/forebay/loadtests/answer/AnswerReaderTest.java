package io.forebay.loadtests.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

    private final AnswerReader reader = new AnswerReader(new JsonFactory());

    @Test
    void readsAJob() throws IOException {
        Answer answer =
                read(
                        """
                        {"id":"job_1","object":"job","state":"succeeded","terminal":true,
                         "cache":{"age":3,"status":"hit"},"attempts":[{"n":1,"error":null}],
                         "queue":{"reason":"queued"},"error":null,
                         "outputs":[
                           {"name":"a","datatype":"FP32","shape":[2,2],"data":[[1,2.5],[-3e1,4]]},
                           {"name":"b","shape":[1],"data":["text"],"parameters":{"x":[1]}}]}
                        """);
        assertThat(answer.id()).isEqualTo("job_1");
        assertThat(answer.state()).isEqualTo("succeeded");
        assertThat(answer.isTerminal()).isTrue();
        assertThat(answer.cacheStatus()).isEqualTo("hit");
        assertThat(answer.outputCount()).isEqualTo(2);
        assertThat(answer.hasShape(2, 2)).isTrue();
        assertThat(answer.hasShape(2)).isFalse();
        assertThat(answer.values()).containsExactly(1.0, 2.5, -30.0, 4.0);
        assertThat(answer.isFinite()).isTrue();
    }

    @Test
    void forgetsTheAnswerBefore() throws IOException {
        read("{\"id\":\"x\",\"state\":\"s\",\"terminal\":true,\"outputs\":[{\"data\":[1e999]}]}");
        Answer answer = read("{}");
        assertThat(answer.id()).isEmpty();
        assertThat(answer.state()).isEmpty();
        assertThat(answer.isTerminal()).isFalse();
        assertThat(answer.outputCount()).isZero();
        assertThat(answer.values()).isEmpty();
        assertThat(answer.isFinite()).isTrue();
    }

    @Test
    void seesANumberThatIsNotFiniteInAnyOutput() throws IOException {
        assertThat(read("{\"outputs\":[{\"data\":[1]},{\"data\":[1e999]}]}").isFinite()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":\"over-quota\",\"status\":429}",
                "{\"error\":{\"status\":400,\"code\":\"over-quota\"}}",
                "{\"error\":\"text\",\"code\":\"over-quota\"}"
            })
    void readsTheCodeOfAProblem(String problem) throws IOException {
        assertThat(read(problem).code()).isEqualTo("over-quota");
    }

    @Test
    void readsMoreNumbersThanItHasRoomFor() throws IOException {
        Answer answer = read("{\"outputs\":[{\"data\":[" + "7,".repeat(999) + "8]}]}");
        assertThat(answer.valueCount()).isEqualTo(1000);
        assertThat(answer.value(999)).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "oops", "{\"outputs\":[{\"data\":[1,2"})
    void refusesWhatIsNotOneObject(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
    }

    /** From the middle of a larger array, as a connection gives it. */
    private Answer read(String text) throws IOException {
        byte[] bytes = ("?" + text + "?").getBytes(StandardCharsets.UTF_8);
        return reader.read(ByteBuffer.wrap(bytes, 1, bytes.length - 2));
    }
}
