package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EventRoutesTest {

    private final TestingServer server = new TestingServer();
    private final TestingJobs jobs = new TestingJobs(server);
    private final JobId id = jobs.id();
    private final String path = "/v1/jobs/" + id + "/events";

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void tellsEveryStepOfAJobThatHasEndedAndEnds() {
        jobs.put(jobs.through(id, State.QUEUED, State.RUNNING, State.QUEUED, State.SUCCEEDED));

        var reply = server.get(path);

        assertThat(reply.header("Content-Type")).isEqualTo("text/event-stream");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(Events.all(reply.text()))
                .extracting(event -> event.id() + " " + event.name())
                .containsExactly(
                        "1 job.queued", "2 job.running", "3 job.queued", "4 job.succeeded");
        assertThat(Events.all(reply.text()))
                .allSatisfy(event -> {
                    assertThat(event.json().path("version").asText()).isEqualTo(event.id());
                    assertThat(event.name())
                            .isEqualTo("job." + event.json().path("state").asText());
                });
    }

    @Test
    void beginsBehindTheLastEventThatTheClientHas() {
        jobs.put(jobs.through(id, State.QUEUED, State.RUNNING, State.FAILED));

        assertThat(Events.all(resume("1").text()))
                .extracting(Events.Event::id)
                .containsExactly("2", "3");
        assertThat(resume("3").status()).isEqualTo(204);
        assertProblem(resume("x"), 400, "malformed-request");
    }

    @Test
    void followsAJobThroughALossOfTheViewWithoutLosingOrRepeatingAStep() throws IOException {
        jobs.put(jobs.through(id, State.QUEUED));
        try (Events events = server.open(server.authorized(path))) {
            List<String> seen = new ArrayList<>();
            seen.add(events.next().id());
            server.reader.available = false;
            assertThat(heartbeat(events)).isEqualTo("heartbeat");
            jobs.put(jobs.through(id, State.QUEUED, State.RUNNING));
            server.reader.available = true;
            seen.add(events.next().id());
            // Two steps at once: the one in between is told from the job's history.
            jobs.put(jobs.through(id, State.QUEUED, State.RUNNING, State.QUEUED, State.CANCELED));
            seen.add(events.next().id());
            seen.add(events.next().id());

            assertThat(seen).containsExactly("1", "2", "3", "4");
            assertThatThrownBy(events::next).isInstanceOf(IOException.class);
        }
    }

    @Test
    void endsWhenTheJobIsDeleted() {
        jobs.put(jobs.through(id, State.QUEUED));
        try (Events events = server.open(server.authorized(path))) {
            events.next();
            server.reader.deleted.add(id);

            assertThatThrownBy(events::next).hasMessageContaining("ended");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertProblem(server.get(path), 410, "gone");
    }

    @Test
    void refusesWhoCannotReadEventsAndWhatCannotBeTold() {
        jobs.put(jobs.through(id, State.QUEUED));

        assertProblem(
                server.send(server.authorized(path).header("Accept", "application/json")),
                406,
                "not-acceptable");
        server.reader.full = true;
        assertProblem(server.get(path), 503, "not-ready");
        server.reader.available = false;
        assertProblem(server.get(path), 503, "view-unavailable");
    }

    @Test
    void holdsNoMoreStreamsThanATenantMayHave() throws IOException {
        jobs.put(jobs.through(id, State.QUEUED));
        List<Events> open = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            open.add(server.open(server.authorized(path)));
        }

        var problem = assertProblem(server.get(path), 429, "too-many-requests");

        assertThat(problem.path("limitName").asText()).isEqualTo("streams");
        assertThat(problem.path("limit").asInt()).isEqualTo(3);
        for (Events events : open) {
            events.close();
        }
        // The server finds out by a heartbeat that cannot be written.
        await().until(() -> {
            try (Events again = server.open(server.authorized(path))) {
                return again.response().statusCode() == 200;
            }
        });
    }

    @Test
    void endsEveryStreamWhenTheServerStops() throws IOException {
        jobs.put(jobs.through(id, State.QUEUED));
        try (Events events = server.open(server.authorized(path))) {
            events.next();
            long began = System.nanoTime();
            server.server.close();

            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    events.block();
                                }
                            })
                    .isInstanceOf(IOException.class);
            assertThat(System.nanoTime() - began).isLessThan(4_000_000_000L);
        }
    }

    private static String heartbeat(Events events) throws IOException {
        Events.Event block = events.block();
        while (block.comment().isEmpty()) {
            block = events.block();
        }
        return block.comment();
    }

    private TestingServer.Reply resume(String last) {
        return server.send(server.authorized(path).header("Last-Event-ID", last));
    }
}
