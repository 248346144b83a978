package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request that waits for a job's end, on a connection of its own; cheap enough for thousands. */
record LongPoll(String job, Socket socket) implements AutoCloseable {

    private static final int PATIENCE_MS = 90_000;
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");
    private static final ObjectMapper JSON = new ObjectMapper();

    static LongPoll open(URI server, String key, String job) {
        try {
            Socket socket = new Socket(server.getHost(), server.getPort());
            socket.setSoTimeout(PATIENCE_MS);
            String request =
                    "GET /v1/jobs/%s?wait=60s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n"
                            .formatted(job, server.getAuthority(), key);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new LongPoll(job, socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAnswered() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The job that came. */
    JsonNode answer() {
        try {
            InputStream in = socket.getInputStream();
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int read = in.read();
                if (read < 0) {
                    throw new AssertionError("the answer ended in its head: " + head);
                }
                head.append((char) read);
            }
            Matcher length = LENGTH.matcher(head);
            assertThat(head).startsWith("HTTP/1.1 200 ");
            assertThat(length.find()).as(head.toString()).isTrue();
            return JSON.readTree(in.readNBytes(Integer.parseInt(length.group(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
