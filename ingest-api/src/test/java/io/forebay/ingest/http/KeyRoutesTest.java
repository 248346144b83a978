package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KeyRoutesTest {

    private static final String ALL = "/v1/keys";

    private final TestingServer server = new TestingServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void issuesAKeyThatIsShownOnceAndWorksAtOnce() {
        var reply = post(server.operateKey, ALL, "{\"name\":\"ci\",\"scopes\":[\"read\"]}");

        JsonNode made = reply.json();
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.header("Location")).isEqualTo(ALL + "/" + made.path("id").asText());
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(made.path("tenant").asText()).isEqualTo("acme");
        String key = made.path("key").asText();
        assertThat(key).startsWith("fb_" + made.path("id").asText());
        assertThat(get(key, "/v1/models")).isEqualTo(200);
        assertThat(post(key, "/v1/models/sum/jobs", TestingServer.SUM).status()).isEqualTo(403);
        JsonNode shown = send(server.operateKey, "GET", reply.header("Location")).json();
        assertThat(shown.has("key")).isFalse();
        assertThat(shown.path("name").asText()).isEqualTo("ci");
        assertThat(send(server.operateKey, "GET", ALL).json().path("data")).hasSize(1);
        assertThat(server.issued.all().toString()).doesNotContain(key.substring(11));
    }

    @Test
    void aKeyEndsWithItsTime() {
        String key = issue("{\"expiresIn\":\"1h\"}");
        server.clock.advance(Duration.ofMinutes(59));
        assertThat(get(key, "/v1/models")).isEqualTo(200);
        server.clock.advance(Duration.ofMinutes(1));
        assertThat(get(key, "/v1/models")).isEqualTo(401);
        assertThat(send(server.operateKey, "GET", ALL).json().at("/data/0/valid").asBoolean(true))
                .isFalse();
        assertProblem(
                post(server.operateKey, ALL + "/" + id(key) + "/rotate", ""), 409, "key-replaced");
    }

    @Test
    void twoKeysAreValidWhileOneIsRotated() {
        String old = issue("{\"scopes\":[\"read\"],\"expiresIn\":\"30d\"}");
        server.clock.advance(Duration.ofDays(10));
        var reply =
                post(server.operateKey, ALL + "/" + id(old) + "/rotate", "{\"overlap\":\"1h\"}");
        String young = reply.json().path("key").asText();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(get(old, "/v1/models")).isEqualTo(200);
        assertThat(get(young, "/v1/models")).isEqualTo(200);
        assertThat(
                        send(server.operateKey, "GET", ALL + "/" + id(old))
                                .json()
                                .path("successor")
                                .asText())
                .isEqualTo(id(young));
        assertProblem(
                post(server.operateKey, ALL + "/" + id(old) + "/rotate", ""), 409, "key-replaced");
        server.clock.advance(Duration.ofHours(1));
        assertThat(get(old, "/v1/models")).isEqualTo(401);
        server.clock.advance(Duration.ofDays(29));
        assertThat(get(young, "/v1/models")).as("as long as the one before").isEqualTo(200);
        server.clock.advance(Duration.ofDays(1));
        assertThat(get(young, "/v1/models")).isEqualTo(401);
    }

    @Test
    void aRevokedKeyIsOfNoUseAndWhatIsWrittenLateDoesNotBringItBack() {
        String key = issue("{}");
        var known = server.issued.find(id(key)).orElseThrow();
        assertThat(send(server.operateKey, "DELETE", ALL + "/" + id(key)).status()).isEqualTo(204);

        assertThat(get(key, "/v1/models")).isEqualTo(401);
        assertProblem(send(server.operateKey, "DELETE", ALL + "/" + id(key)), 404, "unknown-key");
        server.issued.accept(
                io.forebay.ingest.auth.IssuedKeys.endKey(known.id()),
                io.forebay.schemas.wire.ApiKeyRecord.newBuilder()
                        .setEnd(
                                io.forebay.schemas.wire.ApiKeyEnd.newBuilder()
                                        .setId(known.id())
                                        .setEndsAt(server.clock.millis() + 1_000_000))
                        .build());
        assertThat(get(key, "/v1/models")).isEqualTo(401);
    }

    @Test
    @Timeout(60)
    void aStreamEndsWhenItsKeyIsRevoked() throws java.io.IOException {
        String key = issue("{}");
        try (Events events =
                server.open(
                        server.request("/v1/feed")
                                .header("Authorization", "Bearer " + key)
                                .header("Accept", "text/event-stream"))) {
            assertThat(events.response().statusCode()).isEqualTo(200);
            for (int heartbeats = 0; heartbeats < 15; heartbeats++) {
                events.block();
            }
            send(server.operateKey, "DELETE", ALL + "/" + id(key));

            // It would go on for ever; the test's own time limit is what bounds it.
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    events.block();
                                }
                            })
                    .isInstanceOf(java.io.IOException.class);
        }
    }

    @Test
    void othersKeysAreUnknownExceptToOperators() {
        String key = issue("{}");
        String place = ALL + "/" + id(key);

        for (String method : new String[] {"GET", "DELETE"}) {
            assertProblem(send(server.foreignOperateKey, method, place), 404, "unknown-key");
        }
        assertProblem(post(server.foreignOperateKey, place + "/rotate", ""), 404, "unknown-key");
        assertProblem(post(server.operateKey, ALL, "{\"tenant\":\"other\"}"), 403, "forbidden");
        assertThat(send(server.foreignOperateKey, "GET", ALL + "?tenant=acme").json().path("data"))
                .isEmpty();

        assertThat(send(server.operatorKey, "GET", ALL).json().path("data")).hasSize(1);
        assertThat(send(server.operatorKey, "GET", ALL + "?tenant=x").json().path("data"))
                .isEmpty();
        assertThat(post(server.operatorKey, ALL, "{\"tenant\":\"new\"}").status()).isEqualTo(201);
        assertThat(send(server.operatorKey, "DELETE", place).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"scopes":["all"]}      | /scopes
                    {"scopes":[]}           | /scopes
                    {"expiresIn":"soon"}    | /expiresIn
                    {"expiresIn":"0s"}      | /expiresIn
                    {"expiresIn":"9999d"}   | /expiresIn
                    {"tenant":"a b"}        | /tenant
                    {"surprise":1}          | /surprise
                    """)
    void refusesWhatCannotBeAKey(String body, String pointer) {
        JsonNode problem = assertProblem(post(server.operateKey, ALL, body), 422, "invalid-key");
        assertThat(problem.at("/errors/0/pointer").asText()).isEqualTo(pointer);
    }

    @Test
    void refusesWhatIsUnreadableAndSaysWhenTheLogIsAway() {
        String key = issue("{}");
        String rotate = ALL + "/" + id(key) + "/rotate";
        assertProblem(post(server.operateKey, ALL, "{"), 400, "malformed-request");
        assertProblem(post(server.operateKey, rotate, "{"), 400, "malformed-request");
        assertProblem(post(server.operateKey, rotate, "{\"overlap\":\"x\"}"), 422, "invalid-key");
        server.keyLogAway.set(true);
        assertProblem(post(server.operateKey, ALL, "{}"), 503, "queue-unavailable");
        assertProblem(post(server.operateKey, rotate, ""), 503, "queue-unavailable");
        assertProblem(
                send(server.operateKey, "DELETE", ALL + "/" + id(key)), 503, "queue-unavailable");
        assertThat(get(key, "/v1/models")).as("it is valid as ever").isEqualTo(200);
    }

    @Test
    void aTenantHasNoMoreKeysThanItMay() {
        for (int i = 0; i < 4; i++) {
            issue("{\"expiresIn\":\"1h\"}");
        }
        JsonNode problem = assertProblem(post(server.operateKey, ALL, "{}"), 422, "invalid-key");

        assertThat(problem.path("limitName").asText()).isEqualTo("api_keys");
        server.clock.advance(Duration.ofHours(2));
        assertThat(post(server.operateKey, ALL, "{}").status()).isEqualTo(201);
    }

    private String issue(String body) {
        return post(server.operateKey, ALL, body).json().path("key").asText();
    }

    private static String id(String key) {
        return key.substring(3, 11);
    }

    private int get(String key, String path) {
        return send(key, "GET", path).status();
    }

    private TestingServer.Reply send(String key, String method, String path) {
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + key)
                        .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private TestingServer.Reply post(String key, String path, String json) {
        return server.send(
                server.request(path)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }
}
