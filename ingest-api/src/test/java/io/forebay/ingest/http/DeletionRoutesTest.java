package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.ingest.publish.Publisher;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.Deletion;
import io.forebay.schemas.wire.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DeletionRoutesTest {

    private final TestingServer server = new TestingServer();
    private final TestingJobs jobs = new TestingJobs(server);
    private final JobId id = jobs.id();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersWhenTheJobIsGone() {
        jobs.put(jobs.through(id, State.QUEUED, State.SUCCEEDED));
        server.publisher.onSent = event -> server.reader.deleted.add(id);

        assertThat(delete().status()).isEqualTo(204);
        Deletion sent = server.publisher.events.getFirst().getDeletion();
        assertThat(sent.getJobId()).isEqualTo(id.text());
        assertThat(sent.getTenant()).isEqualTo("acme");
        assertThat(server.publisher.routes).containsExactly(id.route());
        assertProblem(server.get("/v1/jobs/" + id), 410, "gone");
        assertThat(delete().status()).isEqualTo(204);
        assertThat(server.publisher.events).hasSize(1);
    }

    @Test
    void answers202WhenTheViewDoesNotShowItYet() {
        jobs.put(jobs.through(id, State.QUEUED, State.SUCCEEDED));
        server.reader.full = true;

        assertThat(delete().status()).isEqualTo(202);
    }

    @Test
    void refusesAnOpenJobAndWhatCannotBeAcknowledged() {
        jobs.put(jobs.through(id, State.QUEUED));
        var problem = assertProblem(delete(), 409, "not-terminal");
        assertThat(problem.path("job").path("state").asText()).isEqualTo("queued");
        jobs.put(jobs.through(id, State.QUEUED, State.SUCCEEDED));
        server.publisher.outcome = new Publisher.Outcome.Unavailable("no brokers");
        assertProblem(delete(), 503, "queue-unavailable");
        server.reader.available = false;
        assertProblem(delete(), 503, "view-unavailable");
    }

    @Test
    void isForItsTenantWhoMaySubmit() {
        jobs.put(jobs.through(id, State.QUEUED, State.SUCCEEDED));
        assertProblem(delete(server.foreignKey), 404, "unknown-job");
        assertProblem(delete(server.readOnlyKey), 403, "forbidden");
        assertThat(server.publisher.events).isEmpty();
    }

    private TestingServer.Reply delete() {
        return delete(server.key);
    }

    private TestingServer.Reply delete(String key) {
        return server.send(
                server.request("/v1/jobs/" + id).header("Authorization", "Bearer " + key).DELETE());
    }
}
