package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.ingest.testing.Outputs;
import io.forebay.ingest.testing.TestingModels;
import io.forebay.schemas.id.FlightKey;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.ModelRef;
import io.forebay.schemas.wire.State;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ResultRoutesTest {

    private final TestingServer server = new TestingServer();
    private final TestingJobs jobs = new TestingJobs(server);
    private final FlightKey flight = FlightKey.of(new byte[32]);
    private final String path = "/v1/results/" + flight.hex();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void letsEverybodyKeepWhatAPublicModelComputed() {
        land(TestingModels.OPEN.name());

        var reply = server.get(path);
        var foreign =
                server.send(
                        server.request(path)
                                .header("Authorization", "Bearer " + server.foreignKey)
                                .header("If-None-Match", reply.header("ETag")));

        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("Cache-Control")).isEqualTo("public, max-age=60, immutable");
        assertThat(reply.header("ETag")).matches("\"[0-9a-f]{32}\"");
        assertThat(reply.text()).doesNotContain("job_").doesNotContain("acme");
        assertThat(reply.json().path("outputs").path(0).path("data").path(1).asDouble())
                .isEqualTo(6.5);
        assertThat(foreign.status()).isEqualTo(304);
        assertThat(foreign.header("Cache-Control")).startsWith("public");
        server.clock.advance(Duration.ofSeconds(20));
        assertThat(server.get(path).header("Cache-Control")).contains("max-age=40");
    }

    @Test
    void keepsOthersResultsPrivate() {
        land("sum");

        assertThat(server.get(path).header("Cache-Control")).startsWith("private");
        assertProblem(
                server.send(
                        server.request(path)
                                .header("Authorization", "Bearer " + server.foreignKey)),
                404,
                "unknown-result");
    }

    @Test
    void knowsNothingElse() {
        assertProblem(server.get(path), 404, "unknown-result");
        assertProblem(server.get("/v1/results/x"), 404, "unknown-result");
        server.reader.available = false;
        assertProblem(server.get(path), 503, "view-unavailable");
    }

    @Test
    void isNamedByTheJobThatComputedIt() {
        JobState job = land("sum");
        jobs.put(job);

        assertThat(server.get("/v1/jobs/" + job.getJobId()).json().at("/links/result").asText())
                .isEqualTo(path);
    }

    private JobState land(String model) {
        JobState landed =
                jobs.through(jobs.id(), State.QUEUED, State.SUCCEEDED).toBuilder()
                        .setModel(ModelRef.newBuilder().setName(model).setVersion("1"))
                        .setFlightKey(flight.bytes())
                        .setCacheUntil(server.clock.millis() + 60_000)
                        .setOutput(Outputs.inline(Outputs.floats("c", new long[] {1, 2}, 4, 6.5f)))
                        .build();
        server.reader.landed.put(flight, landed);
        return landed;
    }
}
