package io.forebay.loadtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerFramingTest {

    private static final String COUNTED = "HTTP/1.1 200 OK\r\ncontent-LENGTH: 5\r\n\r\nhello";
    private static final String CHUNKED =
            """
            HTTP/1.1 202 Accepted
            Transfer-Encoding: chunked

            5;note="x"
            hello
            A
            , world!!!
            0
            Trailer: x

            """
                    .replace("\n", "\r\n");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void readsCountedAndChunkedBodiesHoweverTheBytesArrive(int step) throws IOException {
        AnswerFraming framing = framing(COUNTED + CHUNKED + COUNTED, step);
        assertAnswer(framing.read(), 200, "hello");
        assertAnswer(framing.read(), 202, "hello, world!!!");
        assertAnswer(framing.read(), 200, "hello");
        assertThat(framing.hasSurplus()).isFalse();
    }

    @Test
    void passesOverInterimAnswers() throws IOException {
        AnswerFraming framing = framing("HTTP/1.1 100 Continue\r\n\r\n" + COUNTED, 50);
        assertAnswer(framing.read(), 200, "hello");
    }

    @Test
    void expectsNoBodyAfterNoContent() throws IOException {
        AnswerFraming framing = framing("HTTP/1.1 204 No Content\r\n\r\n" + COUNTED, 1000);
        assertAnswer(framing.read(), 204, "");
        assertAnswer(framing.read(), 200, "hello");
    }

    @Test
    void readsABodyWithoutLengthUpToTheEnd() throws IOException {
        HttpAnswer answer = framing("HTTP/1.1 200 OK\r\n\r\nhello", 2).read();
        assertAnswer(answer, 200, "hello");
        assertThat(answer.keepAlive()).isFalse();
    }

    @Test
    void knowsWhetherTheConnectionStays() throws IOException {
        assertThat(framing(COUNTED, 9).read().keepAlive()).isTrue();
        assertThat(withHeader("1.1", "Connection: Close").keepAlive()).isFalse();
        assertThat(withHeader("1.0", "X: y").keepAlive()).isFalse();
        assertThat(withHeader("1.0", "connection: Keep-Alive").keepAlive()).isTrue();
    }

    @Test
    void reportsWhatWasNotAskedFor() throws IOException {
        AnswerFraming framing = framing(COUNTED + COUNTED, 1000);
        framing.read();
        assertThat(framing.hasSurplus()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
            })
    void doesNotTakeHalfAnAnswerForAWholeOne(String half) {
        assertThatThrownBy(() -> framing(half, 3).read()).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n"
            })
    void refusesWhatIsNotHttp(String text) {
        assertThatThrownBy(() -> framing(text, 1000).read())
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(EOFException.class);
    }

    @Test
    void growsForALargeBody() throws IOException {
        String body = "x".repeat(100_000);
        String text = "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + body;
        assertAnswer(framing(text, 4096).read(), 200, body);
    }

    private static HttpAnswer withHeader(String version, String header) throws IOException {
        return framing(
                        "HTTP/"
                                + version
                                + " 200 OK\r\n"
                                + header
                                + "\r\nContent-Length: 0\r\n\r\n",
                        1000)
                .read();
    }

    private static AnswerFraming framing(String bytes, int step) {
        return new AnswerFraming(new Trickle(bytes.getBytes(StandardCharsets.ISO_8859_1), step));
    }

    private static void assertAnswer(HttpAnswer answer, int status, String body) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(StandardCharsets.ISO_8859_1.decode(answer.body().duplicate()).toString())
                .isEqualTo(body);
    }

    /** A stream that gives at most so many bytes at a time. */
    private static final class Trickle extends InputStream {

        private final ByteArrayInputStream bytes;
        private final int step;

        Trickle(byte[] bytes, int step) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.step = step;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, Math.min(length, step));
        }
    }
}
