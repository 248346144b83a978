package io.forebay.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Everything is stopped while a batch runs, and started again. */
class BatchRestartIT {

    private static final int LINES = 3_000;

    @Test
    void aBatchGoesOnWhereItWasAndEachLineEndsOnce() {
        Path home = RunningForebay.freshHome();
        String self;
        try (Standalone first = RunningForebay.start(home)) {
            Api api = RunningForebay.api(first);
            self = "/v1/batches/" + api.post("/v1/batches", "{}").json().path("id").asText();
            BatchIT.upload(api, self + "/lines", BatchIT.bytes(BatchIT.lines("restart", 1, LINES)));
        }

        try (Standalone second = RunningForebay.start(home)) {
            Api api = RunningForebay.api(second);
            JsonNode again =
                    await().atMost(BatchIT.END)
                            .until(() -> api.get(self), answer -> answer.status() == 200)
                            .json();
            assertThat(again.path("nextLine").asInt()).isEqualTo(LINES + 1);
            BatchIT.upload(
                    api,
                    self + "/lines?line=" + (LINES + 1),
                    BatchIT.bytes(BatchIT.lines("after", 1, 10) + BatchIT.line("restart-7", 1)));
            api.post(self + "/finalize", "");

            JsonNode counts = BatchIT.awaitEnd(api, self).path("request_counts");
            assertThat(counts.path("total").asInt()).isEqualTo(LINES + 11);
            assertThat(counts.path("completed").asInt()).isEqualTo(LINES + 10);
            // The name of a line from before the restart is still taken.
            assertThat(counts.path("failed").asInt()).isEqualTo(1);
            assertThat(BatchIT.read(api, self + "/results", 500))
                    .extracting(line -> line.path("line").asInt())
                    .doesNotHaveDuplicates()
                    .hasSize(LINES + 10);
        }
    }
}
