package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.ingest.http.TestingServer.Reply;
import io.forebay.ingest.publish.Publisher;
import io.forebay.schemas.id.BatchId;
import io.forebay.schemas.wire.BatchEvent;
import io.forebay.schemas.wire.BatchState;
import io.forebay.schemas.wire.BatchStatus;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is refused of batches, and how. */
final class BatchRefusalsTest {

    private static final String ALL = "/v1/batches";
    private static final String LINE =
            """
            {"custom_id":"a","model":"one","inputs":[{"name":"x","shape":[1],"datatype":"FP32","data":[1.5]}]}\
            """;

    private final TestingServer server = new TestingServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void noOperationKnowsABatchThatNeverWas() {
        for (Route route : ofOneBatch()) {
            assertProblem(send(route, "batch_x"), 404, "unknown-batch");
        }
    }

    @Test
    void whatIsAskedOfABatchIsOneDocument() {
        assertProblem(server.post(ALL, "{} {}"), 400, "malformed-request");
        assertProblem(
                server.post(ALL, "{\"window\":\"1h\",\"window\":\"2h\"}"), 422, "invalid-input");
        assertProblem(server.post(ALL, "{\"window\":\"999999999999d\"}"), 422, "invalid-input");
    }

    @Test
    void everyOperationSaysThatTheViewIsAway() {
        String id = server.mint.mintBatch("acme").text();
        server.batches.available = false;
        server.batches.meanwhile = () -> server.clock.advance(Duration.ofSeconds(6));

        for (Route route : ofOneBatch()) {
            assertProblem(send(route, id), 503, "view-unavailable");
        }
        assertProblem(server.get(ALL), 503, "view-unavailable");
    }

    @Test
    void everyOperationThatTellsTheQueueSaysThatItIsAway() {
        String draft = draft();
        server.batches.outcome = new Publisher.Outcome.Unavailable("no brokers");

        for (Reply refused :
                List.of(
                        server.post(ALL, "{}"),
                        upload(ALL, LINE),
                        upload(draft + "/lines", LINE),
                        server.post(draft + "/finalize", ""),
                        server.post(draft + "/cancel", ""))) {
            assertProblem(refused, 503, "queue-unavailable");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
        }
        assertThat(server.batches.states.values())
                .allMatch(batch -> batch.getStatus() == BatchStatus.BATCH_OPEN);
    }

    @Test
    void aBatchThatRunsIsFinalizedAlready() {
        String draft = draft();
        server.post(draft + "/finalize", "");

        Reply again = server.post(draft + "/finalize", "");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("status").asText()).isEqualTo("running");
        assertThat(server.batches.events)
                .filteredOn(BatchEvent::hasSealed)
                .as("told once")
                .hasSize(1);
    }

    @Test
    void aBatchThatHasEndedIsNotCanceled() {
        String draft = draft();
        BatchId id = new BatchId(draft.substring(draft.lastIndexOf('/') + 1));
        BatchState state = Objects.requireNonNull(server.batches.states.get(id.text()));
        server.batches.states.put(
                id.text(), state.toBuilder().setStatus(BatchStatus.BATCH_COMPLETED).build());

        Reply refused = server.post(draft + "/cancel", "");

        assertThat(assertProblem(refused, 409, "already-terminal").path("detail").asText())
                .contains("completed");
    }

    @Test
    void aBatchWhoseTimeIsOverTakesNoLines() {
        server.batches.meanwhile = () -> server.clock.advance(Duration.ofSeconds(2));

        Reply refused =
                server.send(
                        server.authorized(ALL)
                                .header("Content-Type", "application/x-ndjson")
                                .header("Forebay-Batch-Window", "1")
                                .POST(BodyPublishers.ofString(LINE)));

        assertProblem(refused, 409, "batch-conflict");
        assertThat(server.publisher.events).isEmpty();
    }

    @Test
    void refusesABodyThatIsNotWhatItsHeadersSay() {
        String lines = draft() + "/lines";
        for (String path : List.of(ALL, lines)) {
            Reply packed = coded(path, "gzip");
            Reply foreign = coded(path, "br");

            assertProblem(packed, 400, "malformed-request");
            assertThat(
                            assertProblem(foreign, 415, "unsupported-media-type")
                                    .path("errors")
                                    .path(0)
                                    .path("header")
                                    .asText())
                    .isEqualTo("Content-Encoding");
        }
    }

    @Test
    void namesTheParameterThatIsNoNumber() {
        String draft = draft();

        for (Reply refused :
                List.of(
                        server.get(draft + "/results?limit=x"),
                        server.get(draft + "/errors?limit=x"),
                        upload(draft + "/lines?line=x", LINE),
                        server.post(draft + "/lines/x/cancel", ""))) {
            assertThat(
                            assertProblem(refused, 400, "malformed-request")
                                    .path("errors")
                                    .path(0)
                                    .path("parameter")
                                    .asText())
                    .isIn("limit", "line");
        }
    }

    private List<Route> ofOneBatch() {
        List<Route> routes =
                server.routes().stream()
                        .filter(route -> route.path().startsWith(ALL + "/"))
                        .toList();
        assertThat(routes).hasSizeGreaterThan(6);
        return routes;
    }

    private Reply send(Route route, String id) {
        String path = route.path().replace("{id}", id).replace("{line}", "1");
        return server.send(
                server.authorized(path).method(route.method().text(), BodyPublishers.noBody()));
    }

    private Reply coded(String path, String encoding) {
        return server.send(
                server.authorized(path)
                        .header("Content-Type", "application/x-ndjson")
                        .header("Content-Encoding", encoding)
                        .POST(BodyPublishers.ofString(LINE)));
    }

    private Reply upload(String path, String lines) {
        return server.send(
                server.authorized(path)
                        .header("Content-Type", "application/x-ndjson")
                        .POST(BodyPublishers.ofString(lines)));
    }

    private String draft() {
        return ALL + "/" + server.post(ALL, "{}").json().path("id").asText();
    }
}
