package io.forebay.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.forebay.client.webhook.WebhookKey;
import io.forebay.client.webhook.WebhookVerifier;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class WebhooksListenTest {

    private static final byte[] SECRET =
            "a secret of some 24 bytes".getBytes(StandardCharsets.UTF_8);
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final String BODY =
            "{\"type\":\"job.succeeded\",\"data\":{\"id\":\"job_1\",\"state\":\"succeeded\"}}";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void printsWhatIsGenuineAndRefusesTheRest() throws Exception {
        try (WebhookReceiver receiver = receiver(false, 3);
                HttpClient http = HttpClient.newHttpClient()) {
            assertThat(post(http, receiver.uri(), "msg_1", sign("msg_1"))).isEqualTo(204);
            assertThat(post(http, receiver.uri(), "msg_1", sign("msg_2"))).isEqualTo(401);
            assertThat(post(http, receiver.uri(), "msg_1", sign("msg_1"))).isEqualTo(204);
            assertThat(post(http, receiver.uri(), "msg_3", sign("msg_3"))).isEqualTo(204);
            receiver.await();
        }

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "2030-01-01T00:00:00Z msg_1 job.succeeded job_1 succeeded",
                        "REJECTED  no signature is of a known key",
                        "2030-01-01T00:00:00Z msg_1 job.succeeded job_1 succeeded  (again)",
                        "2030-01-01T00:00:00Z msg_3 job.succeeded job_1 succeeded");
    }

    @Test
    void printsGenuineBodiesAsTheyAreWhereJsonIsWanted() throws Exception {
        try (WebhookReceiver receiver = receiver(true, 1);
                HttpClient http = HttpClient.newHttpClient()) {
            post(http, receiver.uri(), "msg_1", "v1,AAAA");
            post(http, receiver.uri(), "msg_1", sign("msg_1"));
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(BODY + "\n");
    }

    @Test
    void asksForAKey() {
        CommandRun run =
                CommandRun.of(
                        URI.create("http://127.0.0.1:9"),
                        new byte[0],
                        Map.of(),
                        "webhooks",
                        "listen");

        assertThat(run.status()).isEqualTo(ExitCodes.USAGE);
        assertThat(run.err()).contains("FOREBAY_WEBHOOK_SECRET");
    }

    private WebhookReceiver receiver(boolean json, long wanted) throws Exception {
        WebhookVerifier verifier =
                new WebhookVerifier(
                        List.of(
                                WebhookKey.parse(
                                        "whsec_" + Base64.getEncoder().encodeToString(SECRET))),
                        InstantSource.fixed(NOW));
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        return WebhookReceiver.start(0, verifier, new WebhookPrinter(printed, json), wanted);
    }

    private static int post(HttpClient http, URI uri, String id, String signature)
            throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(10))
                        .header("webhook-id", id)
                        .header("webhook-timestamp", Long.toString(NOW.getEpochSecond()))
                        .header("webhook-signature", signature)
                        .POST(BodyPublishers.ofString(BODY))
                        .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static String sign(String id) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
        byte[] content =
                (id + "." + NOW.getEpochSecond() + "." + BODY).getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content));
    }
}
