package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.wire.State;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FeedRoutesTest {

    private final TestingServer server = new TestingServer();
    private final TestingJobs jobs = new TestingJobs(server);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void tellsEveryCompletionOnceOverPagesOfAnySize() {
        List<String> ended = List.of(end(0), end(1), end(1), end(0), end(1));
        for (int limit = 1; limit <= 6; limit++) {
            List<String> told = new ArrayList<>();
            String cursor = "";
            for (int page = 0; page < 6; page++) {
                var reply =
                        server.get(
                                "/v1/feed?limit="
                                        + limit
                                        + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
                lines(reply).forEach(line -> told.add(line.path("job").path("id").asText()));
                cursor = reply.header("Forebay-Cursor");
                assertThat(reply.header("Link")).contains(cursor).contains("rel=\"next\"");
            }
            assertThat(told).isEqualTo(ended);
        }
    }

    @Test
    void goesOnBehindAnyLine() {
        end(0);
        String second = end(1);
        String third = end(0);
        String cursor = lines(server.get("/v1/feed")).getFirst().path("cursor").asText();

        assertThat(lines(server.get("/v1/feed?cursor=" + cursor)))
                .extracting(line -> line.path("job").path("id").asText())
                .containsExactly(second, third);
    }

    @Test
    void passesOverWhatWasDeletedAndShowsNothingOfOthers() {
        String gone = end(0);
        String kept = end(0);
        server.reader.deleted.add(new JobId(gone));

        assertThat(lines(server.get("/v1/feed")))
                .extracting(line -> line.path("job").path("id").asText())
                .containsExactly(kept);
        var foreign =
                server.send(
                        server.request("/v1/feed")
                                .header("Authorization", "Bearer " + server.foreignKey));
        assertThat(foreign.status()).isEqualTo(200);
        assertThat(foreign.text()).isEmpty();
    }

    @Test
    void waitsForLinesWhenAsked() {
        CompletableFuture<TestingServer.Reply> waiting =
                CompletableFuture.supplyAsync(() -> server.get("/v1/feed?cursor=latest&wait=20"));
        String ended = end(0);
        List<JsonNode> lines = lines(waiting.join());
        // The job may have ended before the place was taken: then the wait must be for another.
        assertThat(lines.isEmpty() || lines.getFirst().at("/job/id").asText().equals(ended))
                .isTrue();
        assertThat(server.get("/v1/feed?cursor=latest&wait=0.05").text()).isEmpty();
    }

    @Test
    void refusesCursorsThatAreForgedForeignOrOfAnotherList() {
        end(0);
        String cursor = server.get("/v1/feed").header("Forebay-Cursor");
        String forged = (cursor.startsWith("A") ? "B" : "A") + cursor.substring(1);
        String ofJobs =
                server.get("/v1/jobs?limit=1&state=queued").json().path("nextCursor").asText();

        for (String bad : List.of(forged, "x", "%00", "", ofJobs, "A".repeat(1_000))) {
            var reply = server.get("/v1/feed?cursor=" + bad);
            JsonNode problem = assertProblem(reply, 400, "invalid-cursor");
            assertThat(problem.path("errors").path(0).path("parameter").asText())
                    .isEqualTo("cursor");
        }
        var foreign =
                server.send(
                        server.request("/v1/feed?cursor=" + cursor)
                                .header("Authorization", "Bearer " + server.foreignKey));
        assertProblem(foreign, 400, "invalid-cursor");
    }

    @Test
    void refusesCursorsPastTheRetention() {
        String cursor = server.get("/v1/feed").header("Forebay-Cursor");
        server.clock.advance(Duration.ofHours(22));
        assertThat(server.get("/v1/feed?cursor=" + cursor).status()).isEqualTo(200);
        server.clock.advance(Duration.ofHours(2));

        assertProblem(server.get("/v1/feed?cursor=" + cursor), 410, "cursor-expired");
    }

    @Test
    void refusesCursorsPastTheRetentionOfTheirTenant() {
        String own = feedOfSmall("").header("Forebay-Cursor");
        String other = server.get("/v1/feed").header("Forebay-Cursor");
        server.clock.advance(Duration.ofMinutes(50));
        assertThat(feedOfSmall("?cursor=" + own).status()).isEqualTo(200);
        server.clock.advance(Duration.ofMinutes(10));

        assertProblem(feedOfSmall("?cursor=" + own), 410, "cursor-expired");
        assertThat(server.get("/v1/feed?cursor=" + other).status()).isEqualTo(200);
    }

    private TestingServer.Reply feedOfSmall(String query) {
        return server.send(
                server.request("/v1/feed" + query)
                        .header("Authorization", "Bearer " + server.smallKey));
    }

    @Test
    void refusesWhatCannotBeRead() {
        assertProblem(server.get("/v1/feed?limit=0"), 400, "malformed-request");
        assertProblem(server.get("/v1/feed?limit=1001"), 400, "malformed-request");
        assertProblem(server.get("/v1/feed?wait=soon"), 400, "malformed-request");
        assertProblem(
                server.send(server.authorized("/v1/feed").header("Accept", "image/png")),
                406,
                "not-acceptable");
        server.reader.available = false;
        assertProblem(server.get("/v1/feed"), 503, "view-unavailable");
        assertProblem(server.get("/v1/feed?cursor=latest"), 503, "view-unavailable");
    }

    @Test
    void streamsWhatHasEndedAndWhatEndsAndComesBackWhereItWas() throws IOException {
        String first = end(0);
        String last;
        List<String> told = new ArrayList<>();
        try (Events events = stream("")) {
            told.add(events.next().json().path("id").asText());
            server.reader.available = false;
            String second = end(1);
            server.reader.available = true;
            Events.Event event = events.next();
            told.add(event.json().path("id").asText());
            assertThat(event.name()).isEqualTo("job.succeeded");
            assertThat(told).containsExactly(first, second);
            // Also a heartbeat carries the place.
            last = "";
            while (last.isEmpty()) {
                Events.Event block = events.block();
                last = block.comment().isEmpty() ? "" : block.id();
            }
        }
        String third = end(0);
        try (Events events = stream(last)) {
            assertThat(events.next().json().path("id").asText()).isEqualTo(third);
        }
    }

    private Events stream(String last) {
        return server.open(
                server.authorized("/v1/feed")
                        .header("Accept", "text/event-stream")
                        .header("Last-Event-ID", last));
    }

    private String end(int partition) {
        JobId id = jobs.id();
        server.clock.advance(Duration.ofMillis(1));
        server.reader.feed.end(partition, jobs.through(id, State.QUEUED, State.SUCCEEDED));
        return id.text();
    }

    private static List<JsonNode> lines(TestingServer.Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/x-ndjson");
        return reply.text().lines().map(FeedRoutesTest::json).toList();
    }

    private static JsonNode json(String line) {
        try {
            return new JsonMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }
}
