package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.ingest.http.TestingServer.Reply;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs whose inputs lie in objects. */
final class DatarefRoutesTest {

    private static final String JOBS = "/v1/models/sum/jobs";

    private final TestingServer server = new TestingServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void anObjectIsTheSameJobAsItsBytes() throws IOException {
        Files.writeString(file("sum.json"), "\n" + TestingServer.SUM);
        Reply posted = server.post(JOBS, TestingServer.SUM);
        Reply referred = refer(url("sum.json"), BodyPublishers.noBody());

        assertThat(referred.status()).as(referred.text()).isEqualTo(202);
        assertThat(posted.status()).isEqualTo(202);
        assertThat(server.publisher.events)
                .extracting(event -> event.getSubmission().getFlightKey())
                .hasSize(2)
                .satisfies(keys -> assertThat(keys.getFirst()).isEqualTo(keys.getLast()));
    }

    @Test
    void refusesWhatIsNotTheTenantsOrNotThere() throws IOException {
        Files.writeString(file("sum.json"), TestingServer.SUM);
        Files.writeString(file("text"), "no picture");
        Files.write(file("large.json"), new byte[TestingServer.BODY_LIMIT + 1]);

        refused("is not there", refer(url("none"), BodyPublishers.noBody()));
        refused("names no object", refer("http://127.0.0.1/", BodyPublishers.noBody()));
        refused(
                "none of the tenant's roots",
                refer("file:" + server.inbox + "/other/sum.json", BodyPublishers.noBody()));
        refused(
                "there is a body too",
                refer(url("sum.json"), BodyPublishers.ofString(TestingServer.SUM)));
        assertProblem(refer(url("text"), BodyPublishers.noBody()), 415, "unsupported-media-type");
        assertProblem(refer(url("large.json"), BodyPublishers.noBody()), 413, "payload-too-large");
        assertThat(server.publisher.events).isEmpty();
    }

    private static void refused(String why, Reply reply) {
        JsonNode error = assertProblem(reply, 422, "invalid-input").path("errors").path(0);
        assertThat(error.path("header").asText()).isEqualTo("Forebay-Dataref");
        assertThat(error.path("detail").asText()).contains(why);
    }

    private Reply refer(String url, BodyPublisher body) {
        return server.send(server.authorized(JOBS).header("Forebay-Dataref", url).POST(body));
    }

    private String url(String name) {
        return "file:" + server.inbox + "/acme/" + name;
    }

    private Path file(String name) throws IOException {
        Path file = server.inbox.resolve("acme").resolve(name);
        Files.createDirectories(file.getParent());
        return file;
    }
}
