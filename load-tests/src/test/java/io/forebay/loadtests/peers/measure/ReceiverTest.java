package io.forebay.loadtests.peers.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReceiverTest {

    private final Receiver receiver = new Receiver();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        receiver.close();
        http.close();
    }

    @Test
    void aJobIsToldOnceHoweverOftenItIsTold() throws IOException, InterruptedException {
        assertThat(tell("a", true)).isEqualTo(204);
        assertThat(tell("a", true)).isEqualTo(204);
        assertThat(tell("b", true)).isEqualTo(204);

        receiver.await(2, Duration.ofMinutes(1));
        assertThat(receiver.told()).isEqualTo(2);
        assertThat(receiver.delayMs(0.5)).isBetween(60_000.0, 120_000.0);
    }

    @Test
    void whatIsNotSignedIsNotHeard() throws IOException, InterruptedException {
        assertThat(tell("a", false)).isEqualTo(401);

        receiver.await(1, Duration.ofMillis(1));
        assertThat(receiver.told()).isZero();
        assertThat(receiver.delayMs(0.99)).isZero();
    }

    /** Of a job that ended a minute ago. */
    private int tell(String id, boolean signed) throws IOException, InterruptedException {
        String body =
                "{\"type\":\"job.succeeded\",\"data\":{\"id\":\"%s\",\"finishedAt\":\"%s\"}}"
                        .formatted(id, Instant.now().minusSeconds(60));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(receiver.url()))
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        if (signed) {
            request.header("webhook-signature", "v1,AAAA");
        }
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
}
