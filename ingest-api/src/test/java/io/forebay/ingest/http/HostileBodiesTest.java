package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class HostileBodiesTest {

    private static final Path CASES = Path.of("../../shared/conformance/bodies");

    @Test
    @Timeout(60)
    void areRefusedQuicklyAndLeaveTheServerWell() throws IOException {
        assumeTrue(Files.isDirectory(CASES), "SKIPPED: the hostile bodies are not at " + CASES);
        try (TestingServer server = new TestingServer();
                DirectoryStream<Path> files =
                        Files.newDirectoryStream(CASES, "*.{gz,json,jsonl}")) {
            for (Path file : files) {
                boolean gzip = file.toString().endsWith(".gz");
                HttpRequest.Builder request =
                        server.authorized("/v1/models/sum/jobs")
                                .timeout(Duration.ofSeconds(10))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofFile(file));
                var reply =
                        server.send(gzip ? request.header("Content-Encoding", "gzip") : request);

                assertThat(reply.status()).as(file + reply.text()).isBetween(400, 422);
                if (gzip) {
                    assertProblem(reply, 415, "unsupported-media-type");
                }
                assertThat(server.get("/health/ready").status()).isEqualTo(200);
            }
            assertThat(server.publisher.events).isEmpty();
        }
    }
}
