package io.forebay.ingest.http;

import static io.forebay.ingest.http.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.schemas.id.JobId;
import io.forebay.schemas.id.Route;
import io.forebay.schemas.webhook.DeliveryKeys;
import io.forebay.schemas.wire.AttemptOutcome;
import io.forebay.schemas.wire.DeliveryAttempt;
import io.forebay.schemas.wire.EndpointRecord;
import io.forebay.schemas.wire.EndpointStanding;
import io.forebay.schemas.wire.Submission;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WebhookRoutesTest {

    private static final String ALL = "/v1/webhook-endpoints";
    private static final String JOBS = "/v1/models/sum/jobs";

    private final TestingServer server = new TestingServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void showsASecretOnceAndKeepsItSealed() {
        var made =
                server.post(ALL, "{\"url\":\"https://a.example/x\",\"events\":[\"job.failed\"]}");

        assertThat(made.status()).isEqualTo(201);
        String secret = made.json().path("secret").asText();
        assertThat(secret).startsWith("whsec_");
        String place = made.header("Location");
        JsonNode read = server.get(place).json();
        assertThat(read.has("secret")).isFalse();
        assertThat(read.path("events").toString()).isEqualTo("[\"job.failed\"]");
        assertThat(read.path("enabled").asBoolean()).isTrue();
        assertThat(server.webhooks.endpoints.toString()).doesNotContain(secret.substring(6));
        assertThat(server.get(ALL).json().path("data")).hasSize(1);
    }

    @Test
    void anotherTenantsEndpointIsUnknown() {
        String place = server.post(ALL, "{\"url\":\"https://a.example/\"}").header("Location");

        var foreign =
                server.send(
                        server.request(place)
                                .header("Authorization", "Bearer " + server.foreignKey));

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(server.get(ALL + "/callbacks").status()).isEqualTo(404);
    }

    @Test
    void rotatesWithBothSecretsSigningForAWhile() {
        String place = server.post(ALL, "{\"url\":\"https://a.example/\"}").header("Location");

        var rotated = server.post(place + "/rotate", "{\"overlap\":\"1h\"}");

        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.json().path("secret").asText()).startsWith("whsec_");
        var secrets =
                server.webhooks.endpoints.values().iterator().next().getEndpoint().getSecretsList();
        assertThat(secrets).hasSize(2);
        assertThat(secrets.getLast().getExpiresAt())
                .isEqualTo(server.clock.instant().plus(Duration.ofHours(1)).toEpochMilli());
    }

    @Test
    void offersEd25519WithAPublicKeyAndNoSecret() {
        JsonNode made =
                server.post(ALL, "{\"url\":\"https://a.example/\",\"signing\":\"v1a\"}").json();

        assertThat(made.path("publicKey").asText()).startsWith("whpk_");
        assertThat(made.has("secret")).isFalse();
    }

    @Test
    void aChangeEnablesWhatTheSenderGaveUp() {
        String place = server.post(ALL, "{\"url\":\"https://a.example/\"}").header("Location");
        String id = place.substring(place.lastIndexOf('/') + 1);
        server.webhooks.endpoint(
                "acme/" + id + "/standing",
                EndpointRecord.newBuilder()
                        .setStanding(
                                EndpointStanding.newBuilder()
                                        .setId(id)
                                        .setTenant("acme")
                                        .setRevision(1)
                                        .setDisabledAt(1)
                                        .setReason("410"))
                        .build());
        assertThat(server.get(place).json().path("disabledReason").asText()).isEqualTo("410");

        var changed = patch(place, "{\"description\":\"fixed\"}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(server.get(place).json().path("enabled").asBoolean()).isTrue();
        assertThat(delete(place)).isEqualTo(204);
        assertThat(server.get(place).status()).isEqualTo(404);
    }

    @Test
    void knowsNoEndpointThatNeverWas() {
        String never = ALL + "/we_x";

        assertProblem(server.get(never), 404, "not-found");
        assertProblem(patch(never, "{}"), 404, "not-found");
        assertProblem(server.post(never + "/rotate", ""), 404, "not-found");
        assertProblem(server.send(server.authorized(never).DELETE()), 404, "not-found");
    }

    @Test
    void nothingIsChangedThatTheQueueDoesNotTake() {
        String place = server.post(ALL, "{\"url\":\"https://a.example/\"}").header("Location");
        JobId id = server.mint.mint("acme", new Route(5));
        server.webhooks.away = true;

        for (var refused :
                List.of(
                        server.post(ALL, "{\"url\":\"https://a.example/\"}"),
                        patch(place, "{\"enabled\":false}"),
                        server.post(place + "/rotate", ""),
                        server.send(server.authorized(place).DELETE()),
                        server.post("/v1/callback-secret/rotate", ""),
                        server.post("/v1/jobs/" + id + "/deliveries", ""))) {
            assertProblem(refused, 503, "queue-unavailable");
            assertThat(refused.header("Retry-After")).isEqualTo("1");
        }
        assertThat(server.get(place).json().path("enabled").asBoolean()).isTrue();
    }

    @Test
    void saysThatThereAreNoWebhooksWhereNoKeyIsSet() {
        try (TestingServer without = TestingServer.withoutWebhooks()) {
            var refused = without.get("/v1/callback-secret");

            assertThat(assertProblem(refused, 503, "not-ready").path("detail").asText())
                    .contains("webhooks.secret-key");
        }
    }

    @Test
    void refusesWhatCannotBeAnEndpoint() {
        for (String body :
                List.of(
                        "{}",
                        "{\"url\":\"http://a.example/\"}",
                        "{\"url\":\"https://127.0.0.1/\"}",
                        "{\"url\":\"https://a.example:22/\"}",
                        "{\"url\":\"https://a.example/\",\"events\":[\"job.what\"]}",
                        "{\"url\":\"https://a.example/\",\"secret\":\"whsec_c2hvcnQ=\"}",
                        "{\"url\":\"https://a.example/\",\"signing\":\"v2\"}",
                        "{\"url\":\"https://a.example/\",\"color\":1}")) {
            var refused = server.post(ALL, body);
            assertThat(refused.status()).as(body).isEqualTo(422);
            assertThat(refused.json().path("code").asText()).isEqualTo("invalid-callback");
            assertThat(refused.json().path("errors").path(0).path("pointer").asText())
                    .as(body)
                    .startsWith("/");
        }
        assertThat(server.post(ALL, "{").status()).isEqualTo(400);
    }

    @Test
    void boundsTheEndpointsOfATenant() {
        for (int i = 0; i < 3; i++) {
            server.post(ALL, "{\"url\":\"https://a.example/\"}");
        }

        var refused = server.post(ALL, "{\"url\":\"https://a.example/\"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("limitName").asText()).isEqualTo("webhook_endpoints");
    }

    @Test
    void theCallbackSecretIsStableUntilItIsRotated() {
        String first = secret();
        assertThat(secret()).isEqualTo(first);

        String second =
                server.post("/v1/callback-secret/rotate", "").json().path("secret").asText();

        assertThat(second).startsWith("whsec_").isNotEqualTo(first);
        assertThat(secret()).isEqualTo(second);
        assertThat(server.get(ALL).json().path("data")).isEmpty();
    }

    @Test
    void aJobCarriesItsCallback() {
        var accepted =
                server.post(
                        JOBS,
                        TestingServer.SUM,
                        "Forebay-Callback",
                        "https://a.example/hook?x=1",
                        "Forebay-Callback-Events",
                        "job.succeeded, job.running");

        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        assertThat(submission().getCallback().getUrl()).isEqualTo("https://a.example/hook?x=1");
        assertThat(submission().getCallback().getEventsList())
                .containsExactly("job.succeeded", "job.running");
    }

    @Test
    void aCallbackMayStandInTheParameters() {
        String body =
                TestingServer.SUM.replaceFirst(
                        "\\{", "{\"parameters\":{\"callback\":\"https://a.example/\"},");

        assertThat(server.post(JOBS, body).status()).isEqualTo(202);
        assertThat(submission().getCallback().getUrl()).isEqualTo("https://a.example/");
    }

    @Test
    void refusesACallbackThatMustNotBeCalled() {
        var refused = server.post(JOBS, TestingServer.SUM, "Forebay-Callback", "https://10.0.0.1/");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").path(0).path("header").asText())
                .isEqualTo("Forebay-Callback");
        assertThat(server.publisher.events).isEmpty();
    }

    @Test
    void attachesACallbackToAJob() {
        JobId id = server.mint.mint("acme", new Route(5));

        var attached = put(id, "{\"url\":\"https://a.example/\",\"events\":[\"job.*\"]}");

        assertThat(attached.status()).as(attached.text()).isEqualTo(200);
        assertThat(server.webhooks.entries.get(DeliveryKeys.attachment(id)))
                .isNotNull()
                .extracting(entry -> entry.getAttachment().getCallback().getUrl())
                .isEqualTo("https://a.example/");
        server.webhooks.away = true;
        assertThat(put(id, "{\"url\":\"https://a.example/\"}").status()).isEqualTo(503);
        server.clock.advance(Duration.ofDays(2));
        assertThat(put(id, "{\"url\":\"https://a.example/\"}").status()).isEqualTo(410);
    }

    @Test
    void listsDeliveriesWithTheirAttempts() {
        JobId id = server.mint.mint("acme", new Route(5));
        DeliveryAttempt first =
                DeliveryAttempt.newBuilder()
                        .setDeliveryId("msg_1")
                        .setEvent("job.succeeded")
                        .setUrl("https://a.example/")
                        .setNumber(1)
                        .setStartedAt(1000)
                        .setStatus(500)
                        .setError("the receiver answered 500")
                        .setOutcome(AttemptOutcome.RETRYING)
                        .setNextAt(6000)
                        .build();
        server.webhooks.attempts = List.of(first);
        assertThat(deliveries(id).path("data").path(0).path("nextAttemptAt").asText())
                .isEqualTo("1970-01-01T00:00:06.000Z");

        server.webhooks.attempts =
                List.of(
                        first,
                        first.toBuilder()
                                .setNumber(2)
                                .setStatus(200)
                                .clearError()
                                .setOutcome(AttemptOutcome.DELIVERED)
                                .build());

        JsonNode delivery = deliveries(id).path("data").path(0);
        assertThat(delivery.path("state").asText()).isEqualTo("delivered");
        assertThat(delivery.path("attempts")).hasSize(2);
        server.webhooks.away = true;
        assertThat(server.get("/v1/jobs/" + id + "/deliveries").status()).isEqualTo(503);
        assertThat(server.get("/v1/jobs/job_x/deliveries").status()).isEqualTo(404);
    }

    @Test
    void asksForARedelivery() {
        JobId id = server.mint.mint("acme", new Route(5));

        assertThat(server.post("/v1/jobs/" + id + "/deliveries", "").status()).isEqualTo(202);
        assertThat(
                        server.post("/v1/jobs/" + id + "/deliveries", "{\"delivery\":\"msg_1\"}")
                                .json()
                                .path("delivery")
                                .asText())
                .isEqualTo("msg_1");
        assertThat(server.webhooks.entries.keySet())
                .containsExactlyInAnyOrder(
                        DeliveryKeys.redelivery(id, ""), DeliveryKeys.redelivery(id, "msg_1"));
    }

    private Submission submission() {
        return server.publisher.events.getLast().getSubmission();
    }

    private String secret() {
        return server.get("/v1/callback-secret").json().path("secret").asText();
    }

    private JsonNode deliveries(JobId id) {
        return server.get("/v1/jobs/" + id + "/deliveries").json();
    }

    private TestingServer.Reply put(JobId id, String body) {
        return server.send(
                server.authorized("/v1/jobs/" + id + "/callback")
                        .header("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    private TestingServer.Reply patch(String place, String body) {
        return server.send(
                server.authorized(place)
                        .header("Content-Type", "application/json")
                        .method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
    }

    private int delete(String place) {
        return server.send(server.authorized(place).DELETE()).status();
    }
}
