package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.ingest.testing.Outputs;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.JobState;
import io.forebay.schemas.wire.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JobListRoutesTest {

    private final TestingServer server = new TestingServer();
    private final TestingJobs jobs = new TestingJobs(server);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void listsTheNewestFirstPageByPage() {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            newestFirst.addFirst(put(State.QUEUED));
        }
        for (int limit = 1; limit <= 6; limit++) {
            assertThat(all("limit=" + limit)).isEqualTo(newestFirst);
        }
    }

    @Test
    void filtersByStateAndModelOverAllPages() {
        put(State.QUEUED);
        String failed = put(State.QUEUED, State.FAILED);
        put(State.QUEUED);
        String other = put(State.QUEUED, State.FAILED);
        jobs.put(
                state(other).toBuilder()
                        .setModel(
                                io.forebay.schemas.wire.ModelRef.newBuilder()
                                        .setName("eyes")
                                        .setVersion("1"))
                        .build());

        assertThat(all("limit=1&state=failed")).containsExactly(other, failed);
        assertThat(all("limit=2&state=failed&model=sum")).containsExactly(failed);
        assertThat(all("state=expired")).isEmpty();
        assertProblem(server.get("/v1/jobs?state=done"), 400, "malformed-request");
    }

    @Test
    void findsByMetadata() {
        put(State.QUEUED);
        String wanted = put(State.QUEUED);
        jobs.put(state(wanted).toBuilder().putMetadata("order", "4=2").build());

        assertThat(all("metadata=order%3D4%3D2")).containsExactly(wanted);
        assertThat(all("metadata=order%3D4")).isEmpty();
        assertProblem(server.get("/v1/jobs?metadata=order"), 400, "malformed-request");
    }

    @Test
    void leavesOutputsAndDeletedJobsOut() {
        String id = put(State.QUEUED, State.SUCCEEDED);
        jobs.put(
                state(id).toBuilder()
                        .setOutput(Outputs.inline(Outputs.floats("c", new long[] {1}, 1)))
                        .build());
        server.reader.deleted.add(new JobId(put(State.QUEUED)));

        JsonNode data = server.get("/v1/jobs").json().path("data");

        assertThat(data).hasSize(1);
        assertThat(data.path(0).path("id").asText()).isEqualTo(id);
        assertThat(data.path(0).has("outputs")).isFalse();
    }

    @Test
    void refusesWhatIsNoCursorOfTheTenantsListAndWaitsForTheView() {
        put(State.QUEUED);
        put(State.QUEUED);
        String cursor = server.get("/v1/jobs?limit=1").json().path("nextCursor").asText();
        String ofFeed = server.get("/v1/feed").header("Forebay-Cursor");

        assertThat(server.get("/v1/jobs?cursor=" + cursor).status()).isEqualTo(200);
        assertProblem(server.get("/v1/jobs?cursor=" + ofFeed), 400, "invalid-cursor");
        assertProblem(server.get("/v1/jobs?cursor=x"), 400, "invalid-cursor");
        var foreign =
                server.request("/v1/jobs?cursor=" + cursor)
                        .header("Authorization", "Bearer " + server.foreignKey);
        assertProblem(server.send(foreign), 400, "invalid-cursor");
        server.reader.available = false;
        assertProblem(server.get("/v1/jobs"), 503, "view-unavailable");
    }

    @Test
    void anOperatorGoesThroughTheJobsOfATenantPageByPage() {
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            newestFirst.addFirst(put(State.QUEUED));
        }
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = asOperator("/v1/jobs?tenant=acme&limit=1" + cursor).json();
            page.path("data").forEach(job -> seen.add(job.path("id").asText()));
            String next = page.path("nextCursor").asText("");
            cursor = next.isEmpty() ? "" : "&cursor=" + next;
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(newestFirst);
        assertThat(asOperator("/v1/jobs?tenant=nobody").json().path("data")).isEmpty();
        assertProblem(asOperator("/v1/jobs?tenant=a%20b"), 400, "malformed-request");
        assertProblem(server.get("/v1/jobs?tenant=other"), 403, "forbidden");
        assertThat(server.get("/v1/jobs?tenant=acme").json().path("data")).hasSize(3);
        String own = server.get("/v1/jobs?limit=1").json().path("nextCursor").asText();
        assertProblem(asOperator("/v1/jobs?cursor=" + own), 400, "invalid-cursor");
    }

    private TestingServer.Reply asOperator(String path) {
        return server.send(
                server.request(path).header("Authorization", "Bearer " + server.operatorWholeKey));
    }

    private String put(State... states) {
        server.clock.advance(Duration.ofMillis(1));
        return jobs.put(jobs.through(jobs.id(), states)).getJobId();
    }

    private JobState state(String id) {
        return Objects.requireNonNull(server.reader.states.get(new JobId(id)));
    }

    private List<String> all(String query) {
        List<String> ids = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < 10; page++) {
            JsonNode list = server.get("/v1/jobs?" + query + cursor).json();
            list.path("data").forEach(job -> ids.add(job.path("id").asText()));
            if (list.path("nextCursor").isNull()) {
                return ids;
            }
            cursor = "&cursor=" + list.path("nextCursor").asText();
        }
        throw new AssertionError("the list has no end: " + ids);
    }
}
