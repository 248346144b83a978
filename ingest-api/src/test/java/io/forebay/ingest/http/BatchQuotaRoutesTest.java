package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.ingest.http.TestingServer.Reply;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A tenant that may send two lines of batches a second. */
final class BatchQuotaRoutesTest {

    private static final String LINE = "{\"custom_id\":\"%d\",\"model\":\"one\",\"inputs\":[]}\n";

    private final TestingServer server = new TestingServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void whoOwesLinesBeginsNoUploadUntilTheyArePaidFor() {
        String draft =
                server.send(request("/v1/batches", "application/json", "{}")).header("Location");
        String three = LINE.formatted(1) + LINE.formatted(2) + LINE.formatted(3);
        assertThat(upload("/v1/batches", three).status()).isEqualTo(202);

        Reply refused = upload("/v1/batches", LINE.formatted(4));
        assertProblem(refused, 429, "too-many-requests");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertProblem(upload(draft + "/lines", LINE.formatted(5)), 429, "too-many-requests");

        server.clock.advance(Duration.ofSeconds(1));
        assertThat(upload(draft + "/lines", LINE.formatted(6)).status()).isEqualTo(202);
    }

    private Reply upload(String path, String lines) {
        return server.send(request(path, "application/x-ndjson", lines));
    }

    private HttpRequest.Builder request(String path, String type, String body) {
        return server.request(path)
                .header("Authorization", "Bearer " + server.smallKey)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body));
    }
}
