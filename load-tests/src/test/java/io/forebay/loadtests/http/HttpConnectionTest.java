package io.forebay.loadtests.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpConnectionTest {

    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final ServerSocket server = listen();

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void sendsManyRequestsOverOneConnection() throws IOException {
        answer(ANSWER, ANSWER, ANSWER);
        try (HttpConnection connection = open(Duration.ofSeconds(5))) {
            for (int i = 0; i < 3; i++) {
                assertThat(connection.exchange(REQUEST).status()).isEqualTo(200);
                assertThat(connection.isUsable()).isTrue();
            }
        }
    }

    @Test
    void isNotUsableAfterTheServerClosed() throws IOException {
        answer(ANSWER);
        try (HttpConnection connection = open(Duration.ofSeconds(5))) {
            connection.exchange(REQUEST);
            assertThatThrownBy(() -> connection.exchange(REQUEST)).isInstanceOf(IOException.class);
            assertThat(connection.isUsable()).isFalse();
        }
    }

    @Test
    void noticesThatTheServerClosedWhileItLayIdle() throws IOException {
        answer(ANSWER);
        try (HttpConnection connection = open(Duration.ofSeconds(5))) {
            connection.exchange(REQUEST);
            await().atMost(Duration.ofSeconds(5)).until(() -> !connection.isUsable());
        }
    }

    @Test
    void failsWhenTheServerClosesWithinAnAnswer() throws IOException {
        answer(ANSWER.substring(0, ANSWER.length() - 1));
        try (HttpConnection connection = open(Duration.ofSeconds(5))) {
            assertThatThrownBy(() -> connection.exchange(REQUEST))
                    .isInstanceOf(EOFException.class)
                    .hasMessageContaining("within an answer");
            assertThat(connection.isUsable()).isFalse();
        }
    }

    @Test
    void givesUpOnASilentServer() throws IOException {
        try (HttpConnection connection = open(Duration.ofMillis(50))) {
            assertThatThrownBy(() -> connection.exchange(REQUEST))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void seesASecondAnswerToOneRequest() throws IOException {
        answer(ANSWER + ANSWER);
        try (HttpConnection connection = open(Duration.ofSeconds(5))) {
            connection.exchange(REQUEST);
            assertThat(connection.hasSurplus()).isTrue();
        }
    }

    private HttpConnection open(Duration timeout) throws IOException {
        return HttpConnection.open((InetSocketAddress) server.getLocalSocketAddress(), timeout);
    }

    /** Takes one connection, gives one answer per request, and closes. */
    private void answer(String... answers) {
        Thread.ofVirtual()
                .start(() -> {
                    try (Socket socket = server.accept()) {
                        OutputStream out = socket.getOutputStream();
                        for (String answer : List.of(answers)) {
                            socket.getInputStream().readNBytes(REQUEST.length);
                            out.write(answer.getBytes(StandardCharsets.US_ASCII));
                        }
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
