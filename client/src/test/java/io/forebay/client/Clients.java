package io.forebay.client;

import io.forebay.client.testing.TestingForebay;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A client that does not really wait, and says how long it would have. */
final class Clients implements AutoCloseable {

    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    final ForebayClient client;

    Clients(TestingForebay server) {
        this(ClientConfig.of(server.uri(), "fb_key"));
    }

    Clients(ClientConfig config) {
        client =
                new ForebayClient(
                        new Transport(
                                config, HttpClient.newHttpClient(), new Random(3), pauses::add));
    }

    @Override
    public void close() {
        client.close();
    }
}
