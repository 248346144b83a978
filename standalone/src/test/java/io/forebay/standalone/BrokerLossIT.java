package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.forebay.standalone.Api.Answer;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Without a broker nothing is accepted, and nobody is told otherwise. */
class BrokerLossIT {

    private static final String JOBS = "/v1/models/digits/jobs";

    @Test
    void aJobThatKafkaCannotAcknowledgeIsRefusedAndItsRetryIsSafe() {
        try (Servers servers = Servers.start(RunningForebay.freshHome())) {
            LocalTenant tenant = LocalTenant.of(servers.home());
            StandaloneConfig config =
                    StandaloneConfig.of(
                            servers.home().root(), 0, RunningForebay.MODELS, System.getenv("PATH"));
            Stages stages = new Stages(new PrintStream(System.out, true, StandardCharsets.UTF_8));
            try (RunningServices services =
                    RunningServices.start(
                            new ServiceConfigs(
                                    config,
                                    servers.home(),
                                    tenant,
                                    servers.bootstrapServers(),
                                    servers.redisAddress()),
                            stages)) {
                Api api =
                        new Api(URI.create("http://127.0.0.1:" + services.port()), tenant.apiKey());
                Answer before = digit(api, "\"before\"");
                assertThat(before.status()).as(before::code).isEqualTo(200);

                servers.stopBroker();
                Answer refused = digit(api, "\"during\"");
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.code()).isEqualTo("queue-unavailable");
                assertThat(refused.header("Retry-After")).isPresent();
                String id = refused.json().path("jobId").asText();
                assertThat(id).startsWith("job_");
                assertThat(
                                api.get("/v1/jobs/" + before.json().path("id").asText())
                                        .json()
                                        .path("state")
                                        .asText())
                        .as("what was done before can still be read")
                        .isEqualTo("succeeded");

                servers.startBroker();
                Answer again =
                        await().atMost(Duration.ofMinutes(1))
                                .until(
                                        () -> digit(api, "\"during\""),
                                        answer -> answer.status() == 200);
                assertThat(again.json().path("id").asText()).isEqualTo(id);
                assertThat(again.json().path("state").asText()).isEqualTo("succeeded");
            }
        }
    }

    private static Answer digit(Api api, String key) {
        return api.post(
                JOBS,
                Samples.bytes("digit-7.png"),
                "Content-Type",
                "image/png",
                "Idempotency-Key",
                key,
                "Cache-Control",
                "no-store",
                "Prefer",
                "wait=20");
    }
}
