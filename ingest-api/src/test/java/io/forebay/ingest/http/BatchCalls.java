package io.forebay.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.ingest.http.TestingServer.Reply;
import io.forebay.schemas.wire.BatchEvent;
import io.forebay.schemas.wire.Submission;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What tests of batches do to a server, and see behind it. */
record BatchCalls(TestingServer server) {

    String draft() {
        Reply draft = server.post("/v1/batches", "{\"metadata\":{\"team\":\"x\"}}");
        assertThat(draft.status()).as(draft.text()).isEqualTo(201);
        JsonNode json = draft.json();
        assertThat(json.path("metadata").path("team").asText()).isEqualTo("x");
        return "/v1/batches/" + json.path("id").asText();
    }

    int next(String self) {
        return server.get(self).json().path("nextLine").asInt();
    }

    Reply upload(String path, String lines) {
        return server.send(
                server.authorized(path)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(lines)));
    }

    /** Promises more than it sends, and goes away. */
    void broken(String path, String lines) throws IOException {
        byte[] body = lines.getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
            String head =
                    "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/x-ndjson\r\nContent-Length: %d\r\n\r\n"
                            .formatted(path, server.key, body.length + 10);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            await().until(() -> !server.batches.events.isEmpty());
        }
    }

    static String good(String name) {
        return """
        {"custom_id":"%s","model":"one","inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[1.5]}]}\
        """
                .formatted(name);
    }

    List<Submission> submissions() {
        return server.publisher.events.stream().map(event -> event.getSubmission()).toList();
    }

    List<BatchEvent> events(BatchEvent.EventCase kind) {
        return server.batches.events.stream()
                .filter(event -> event.getEventCase() == kind)
                .toList();
    }
}
