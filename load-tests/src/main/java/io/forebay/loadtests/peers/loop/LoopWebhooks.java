package io.forebay.loadtests.peers.loop;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A signed POST per job, after Standard Webhooks; one try, as the plain way has it. Safe for use by
 * several threads.
 */
final class LoopWebhooks {

    private static final String ALGORITHM = "HmacSHA256";

    private final HttpClient http = HttpClient.newHttpClient();
    private final SecretKeySpec secret;

    LoopWebhooks(String secret) {
        this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** Tells a job's end, without waiting until it is told. */
    void tell(String url, String id, String job) {
        Instant now = Instant.now();
        String body =
                "{\"type\":\"job.succeeded\",\"timestamp\":\"%s\",\"data\":%s}".formatted(now, job);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url))
                        .version(HttpClient.Version.HTTP_1_1)
                        .header("Content-Type", "application/json")
                        .header("webhook-id", id)
                        .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                        .header("webhook-signature", "v1," + sign(id, now, body))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        var _ =
                http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                        .whenComplete((answer, failure) -> {
                            if (failure != null || answer.statusCode() >= 300) {
                                System.err.println(
                                        "not told: " + id + " to " + url + ": " + failure);
                            }
                        });
    }

    private String sign(String id, Instant now, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            String signed = id + "." + now.getEpochSecond() + "." + body;
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }
}
