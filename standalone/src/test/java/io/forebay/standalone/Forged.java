package io.forebay.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;

/** A webhook that somebody else signed. */
final class Forged {

    private Forged() {}

    /** What a receiver on this machine answers to it. */
    static int to(int port) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                                    .header("webhook-id", "msg_forged")
                                    .header(
                                            "webhook-timestamp",
                                            Long.toString(Instant.now().getEpochSecond()))
                                    .header(
                                            "webhook-signature",
                                            "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")
                                    .POST(BodyPublishers.ofString("{\"type\":\"job.succeeded\"}"))
                                    .build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
