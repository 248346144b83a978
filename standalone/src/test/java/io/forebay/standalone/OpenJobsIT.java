package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A tenant may have so many jobs open, on all nodes together, and so long its jobs are kept. */
class OpenJobsIT {

    private static final int MOST = 5;
    private static final Duration OWN = Duration.ofHours(3);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String DIGITS = "/v1/models/digits/jobs";

    @Test
    void aTenantsOpenJobsAreBoundedOnAllNodesUntilSomeEnd() throws Exception {
        Path directory = RunningForebay.freshHome();
        try (Servers servers = Servers.start(directory);
                Closing closing = new Closing()) {
            ServiceFiles files = new ServiceFiles(servers, directory);
            String limit = "open-jobs: " + MOST;
            String jobs = "retention-of: { local: %dh }".formatted(OWN.toHours());
            List<ServiceProcess> nodes =
                    List.of(
                            closing.add(files.ingest("1", limit, jobs)),
                            closing.add(files.ingest("2", limit, jobs)));
            List<ServiceProcess> behind =
                    List.of(
                            closing.add(files.dispatcher("1")),
                            closing.add(files.resultStore("1")));
            ServiceProcess worker = closing.add(files.worker("1"));
            await().atMost(PATIENCE).until(() -> nodes.stream().allMatch(ServiceProcess::isReady));
            await().atMost(PATIENCE).until(() -> behind.stream().allMatch(ServiceProcess::isReady));
            await().atMost(PATIENCE).until(worker::isReady);
            Api one = files.api(nodes.getFirst().port());
            Api other = files.api(nodes.getLast().port());
            await().atMost(PATIENCE).until(() -> one.get("/v1/models/digits").status() == 200);
            worker.kill();

            List<String> open = new ArrayList<>();
            await().atMost(PATIENCE).until(() -> isRefused(one, open));
            assertThat(open).hasSizeGreaterThanOrEqualTo(MOST);
            await().atMost(PATIENCE).until(() -> isRefused(other, open));
            assertThat(other.get("/v1/jobs/" + open.getFirst()).json().path("state").asText())
                    .isEqualTo("queued");

            while (open.size() >= MOST) {
                JsonNode canceled = cancel(other, open.removeFirst());
                Instant finished = Instant.parse(canceled.path("finishedAt").asText());
                assertThat(Instant.parse(canceled.path("expiresAt").asText()))
                        .isEqualTo(finished.plus(OWN));
            }
            await().atMost(PATIENCE).until(() -> !isRefused(one, open));
        }
    }

    /** Submits a job that is like no other. */
    private static boolean isRefused(Api node, List<String> accepted) {
        Api.Answer answer =
                node.post(DIGITS, Tensors.digit(accepted.size()), "Idempotency-Key", key());
        if (answer.status() == 202) {
            accepted.add(answer.json().path("id").asText());
            return false;
        }
        assertThat(answer.status()).as(answer::code).isEqualTo(429);
        assertThat(answer.json().path("limitName").asText()).isEqualTo("open_jobs");
        assertThat(answer.json().path("limit").asInt()).isEqualTo(MOST);
        assertThat(answer.header("Retry-After")).isPresent();
        return true;
    }

    private static String key() {
        return "\"%s\"".formatted(java.util.UUID.randomUUID());
    }

    private static JsonNode cancel(Api node, String id) {
        assertThat(node.post("/v1/jobs/" + id + "/cancel", "").status()).isEqualTo(202);
        return await().atMost(PATIENCE)
                .until(
                        () -> node.get("/v1/jobs/" + id + "?wait=5s").json(),
                        job -> job.path("state").asText().equals("canceled"));
    }
}
