package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one node is told of keys, the others know within the time that is promised. */
class RevokedKeysIT {

    private static final Duration PROMISED = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int KEYS = 5;

    @Test
    void aRevokedKeyIsUselessOnEveryNodeInTime() throws Exception {
        Path directory = RunningForebay.freshHome();
        try (Servers servers = Servers.start(directory);
                Closing closing = new Closing()) {
            ServiceFiles files = new ServiceFiles(servers, directory);
            List<ServiceProcess> nodes =
                    List.of(closing.add(files.ingest("1")), closing.add(files.ingest("2")));
            await().atMost(PATIENCE).until(() -> nodes.stream().allMatch(ServiceProcess::isReady));
            Api admin = files.api(nodes.getFirst().port());

            for (int number = 0; number < KEYS; number++) {
                Api.Answer made = admin.post("/v1/keys", "{\"name\":\"key-%d\"}".formatted(number));
                assertThat(made.status()).as(made::code).isEqualTo(201);
                Api other =
                        new Api(
                                URI.create("http://127.0.0.1:" + nodes.getLast().port()),
                                made.json().path("key").asText());
                await().atMost(PROMISED).until(() -> other.get("/v1/limits").status() == 200);

                assertThat(admin.delete(made.header("Location").orElseThrow()).status())
                        .isEqualTo(204);

                await().atMost(PROMISED).until(() -> other.get("/v1/limits").status() == 401);
            }
        }
    }
}
