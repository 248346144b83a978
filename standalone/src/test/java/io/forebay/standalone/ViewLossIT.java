package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.forebay.standalone.Api.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Losing all of Redis loses nothing. */
class ViewLossIT {

    private static final Duration REBUILD = Duration.ofSeconds(30);

    @Test
    void everythingIsThereAgainAfterAFlushAndNothingFalseIsSaidMeanwhile() {
        try (Standalone standalone = RunningForebay.start(RunningForebay.freshHome())) {
            Api api = RunningForebay.api(standalone);
            List<JsonNode> before = new ArrayList<>();
            for (String picture : new String[] {"digit-4.png", "digit-7.png"}) {
                before.add(
                        api.postFile(
                                        "/v1/models/digits/jobs",
                                        Samples.file(picture),
                                        "image/png",
                                        "Prefer",
                                        "wait=10")
                                .json());
            }

            RedisCommands.flush(standalone.redisAddress());

            for (JsonNode job : before) {
                String path = "/v1/jobs/" + job.path("id").asText();
                await().atMost(REBUILD)
                        .until(
                                () -> api.get(path),
                                answer -> {
                                    assertTrueOrWithheld(answer, job);
                                    return answer.status() == 200;
                                });
                assertThat(api.get(path).json().path("outputs")).isEqualTo(job.path("outputs"));
            }
            Answer after =
                    api.postFile(
                            "/v1/models/digits/jobs",
                            Samples.file("digit-4.png"),
                            "image/png",
                            "Prefer",
                            "wait=10");
            assertThat(after.json().path("cache").path("status").asText()).isEqualTo("hit");
        }
    }

    /** A reader sees the end it saw before, or is told that nobody can say now. */
    private static void assertTrueOrWithheld(Answer answer, JsonNode before) {
        if (answer.status() == 200) {
            assertThat(answer.json().path("state")).isEqualTo(before.path("state"));
            assertThat(answer.json().path("version")).isEqualTo(before.path("version"));
        } else {
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("view-unavailable");
            assertThat(answer.header("Retry-After")).isPresent();
        }
    }
}
