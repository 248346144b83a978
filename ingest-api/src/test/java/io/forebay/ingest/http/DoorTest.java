package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before any route sees it, or by all of them alike. */
final class DoorTest {

    private static final String JOBS = "/v1/models/sum/jobs";

    private final TestingServer server = new TestingServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void wantsAKeyForEverythingButHealthMetricsAndTheContract() {
        for (Route route : routes()) {
            String path = route.path().replaceAll("\\{[^}]+}", "sum");
            var reply =
                    server.send(
                            server.request(path)
                                    .method(
                                            route.method().text(),
                                            HttpRequest.BodyPublishers.noBody()));
            if (route.path().contains("/health/")
                    || route.path().equals("/metrics")
                    || route.path().equals("/openapi.json")) {
                assertThat(reply.status()).as(path).isEqualTo(200);
            } else {
                assertProblem(reply, 401, "unauthenticated");
                assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer fb_nobody", "Bearer", "Basic x", "fb_x", "Bearer \tfb_\u00e9"})
    void refusesWhatIsNoValidKey(String authorization) {
        String ascii = authorization.replace("\t", "").replace("\u00e9", "e");
        assertProblem(
                server.send(server.request("/v1/models").header("Authorization", ascii)),
                401,
                "unauthenticated");
    }

    @Test
    void refusesAKeyWithoutTheScope() {
        var reply =
                server.send(
                        server.request(JOBS)
                                .header("Authorization", "Bearer " + server.readOnlyKey)
                                .POST(HttpRequest.BodyPublishers.ofString(TestingServer.SUM)));

        assertProblem(reply, 403, "forbidden");
        assertThat(server.publisher.events).isEmpty();
    }

    @Test
    void answersUnknownPathsAndMethods() {
        assertProblem(server.get("/v3"), 404, "not-found");
        assertProblem(server.get("/nothing"), 404, "not-found");
        var reply = server.get(JOBS);
        assertProblem(reply, 405, "method-not-allowed");
        assertThat(reply.header("Allow")).isEqualTo("POST");
        assertProblem(server.post("/v1/models", "{}"), 405, "method-not-allowed");
        assertThat(
                        assertProblem(server.get("/v2/nothing"), 404, "not-found")
                                .path("error")
                                .asText())
                .isNotEmpty();
    }

    @Test
    void refusesABodyOverTheLimitByItsLength() {
        JsonNode problem =
                assertProblem(
                        send(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        new byte[TestingServer.BODY_LIMIT + 1])),
                        413,
                        "payload-too-large");

        assertThat(problem.path("limit").asInt()).isEqualTo(TestingServer.BODY_LIMIT);
        assertThat(problem.path("value").asInt()).isEqualTo(TestingServer.BODY_LIMIT + 1);
    }

    @Test
    void refusesABodyOverTheLimitThatDoesNotSayItsLength() {
        byte[] large = new byte[3 * TestingServer.BODY_LIMIT / 2];

        JsonNode problem =
                assertProblem(
                        send(
                                HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(large))),
                        413,
                        "payload-too-large");

        assertThat(problem.path("value").asInt()).isGreaterThan(TestingServer.BODY_LIMIT);
    }

    @Test
    void takesABodyOfExactlyTheLimit() {
        String padded =
                TestingServer.SUM
                        + " ".repeat(TestingServer.BODY_LIMIT - TestingServer.SUM.length());
        byte[] bytes = padded.getBytes(StandardCharsets.UTF_8);

        assertThat(send(HttpRequest.BodyPublishers.ofByteArray(bytes)).status()).isEqualTo(202);
        assertThat(
                        send(HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(bytes)))
                                .status())
                .isEqualTo(202);
    }

    @Test
    void refusesEmptyAndMalformedBodies() {
        assertProblem(server.post(JOBS, ""), 400, "malformed-request");
        JsonNode problem =
                assertProblem(server.post(JOBS, "{\"inputs\":[}"), 400, "malformed-request");
        assertThat(problem.path("errors").path(0).path("pointer").asText()).startsWith("/inputs");
        assertProblem(server.post(JOBS, TestingServer.SUM + "{}"), 400, "malformed-request");
        assertProblem(server.post(JOBS, "7"), 422, "invalid-input");
    }

    @Test
    void refusesMediaTypesAndEncodingsThatAreNotRead() {
        var other =
                server.send(
                        server.authorized(JOBS)
                                .header("Content-Type", "text/csv")
                                .POST(HttpRequest.BodyPublishers.ofString("1,2")));
        JsonNode problem = assertProblem(other, 415, "unsupported-media-type");
        assertThat(problem.path("detail").asText()).contains("application/json");
        assertProblem(
                server.send(
                        server.authorized(JOBS)
                                .header("Content-Type", "application/json; charset=latin1")
                                .POST(HttpRequest.BodyPublishers.ofString(TestingServer.SUM))),
                415,
                "unsupported-media-type");
        assertProblem(
                server.post(JOBS, TestingServer.SUM, "Content-Encoding", "gzip"),
                415,
                "unsupported-media-type");
        assertThat(server.post(JOBS, TestingServer.SUM, "Content-Encoding", "identity").status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONSENSE\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /v1/{models HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /v1/models HTTP/3.0\r\nHost: x\r\n\r\n",
                "POST /v1/models HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST /v1/models HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                "POST /v1/models HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
                "GET /v1/models HTTP/1.1\r\nHost: x\r\nBad Name: y\r\n\r\n",
            })
    void answersBrokenRequestsWithAProblem(String request) throws IOException {
        assertRawProblem(raw(request));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\n\r\ng\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-1\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n7fffffffffffffff\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nhel",
                "Content-Length: 500\r\n\r\n{\"inputs\":[",
            })
    void saysThatABodyIsNotFramedAndGoesNoFurtherOnThatConnection(String rest) throws IOException {
        String post =
                "POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\n"
                        .formatted(JOBS, server.key);

        String answer = raw(post + rest);

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"malformed-request\"");
        assertThat(answer.indexOf("HTTP/1.1", 1)).as("a second answer").isNegative();
    }

    @Test
    void takesTheTargetOfATunnelForNoPath() throws IOException {
        assertThat(raw("CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void answersHeadersAndPathsThatAreTooLargeWithAProblem() throws IOException {
        assertRawProblem(raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(40_000) + "\r\n\r\n"));
        assertRawProblem(raw("GET /" + "y".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"));
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        String one = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
        String two = "GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

        String answers = raw(one + two);

        assertThat(answers).startsWith("HTTP/1.1 200");
        assertThat(answers.indexOf("HTTP/1.1 404")).isGreaterThan(0);
    }

    @Test
    void keepsTheConnectionAfterARefusalThatLeftTheBodyUnread() throws IOException {
        String refused = "POST " + JOBS + " HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello";
        String next = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

        String answers = raw(refused + next);

        assertThat(answers).startsWith("HTTP/1.1 401");
        assertThat(answers.indexOf("HTTP/1.1 200")).isGreaterThan(0);
    }

    @Test
    void doesNotAskForABodyThatItRefuses() throws IOException {
        String answer =
                raw(
                        "POST %s HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n"
                                .formatted(JOBS));

        assertThat(answer).startsWith("HTTP/1.1 401").doesNotContain("100 Continue");
    }

    private static void assertRawProblem(String answer) {
        assertThat(answer).matches("(?s)HTTP/1\\.1 [45]\\d\\d .*");
        assertThat(answer).contains("application/problem+json").contains("\"code\":\"");
        assertThat(answer).doesNotContain("Exception");
    }

    private TestingServer.Reply send(HttpRequest.BodyPublisher body) {
        return server.send(
                server.authorized(JOBS).header("Content-Type", "application/json").POST(body));
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Iterable<Route> routes() {
        return server.routes();
    }
}
