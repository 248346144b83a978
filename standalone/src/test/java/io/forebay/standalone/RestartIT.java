package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A second start finds what the first one left. */
class RestartIT {

    @Test
    void yesterdaysJobsResultsCacheAndKeyAreStillThere() {
        Path home = RunningForebay.freshHome();
        JsonNode before;
        String key;
        try (Standalone first = RunningForebay.start(home)) {
            key = first.apiKey();
            before = digit(RunningForebay.api(first));
        }

        try (Standalone second = RunningForebay.start(home)) {
            Api api = RunningForebay.api(second);
            JsonNode found = api.get("/v1/jobs/" + before.path("id").asText()).json();
            JsonNode repeated = digit(api);

            assertThat(second.apiKey()).isEqualTo(key);
            assertThat(found.path("state").asText()).isEqualTo("succeeded");
            assertThat(found.path("outputs")).isEqualTo(before.path("outputs"));
            assertThat(repeated.path("cache").path("status").asText()).isEqualTo("hit");
            assertThat(repeated.path("outputs")).isEqualTo(before.path("outputs"));
        }
    }

    private static JsonNode digit(Api api) {
        return api.postFile(
                        "/v1/models/digits/jobs",
                        Samples.file("digit-7.png"),
                        "image/png",
                        "Prefer",
                        "wait=10")
                .json();
    }
}
