package io.forebay.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.forebay.client.Batch;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final String ERASE = "\u001b[K";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void atATerminalOneLineIsDrawnOverAgainWithABarAndWhatIsLeft() throws Exception {
        Progress progress = progress(true);

        progress.show(batch(0, 0, 0, ""));
        progress.show(batch(50, 0, 200, ",\"etaSeconds\":3725"));
        progress.show(batch(150, 50, 200, ",\"etaSeconds\":0"));
        progress.end();

        assertThat(text())
                .isEqualTo(
                        "\r[                        ]   0 %  0 of 0 done, 0 failed, 2 saved by the cache, 8/s"
                                + ERASE
                                + "\r[======                  ]  25 %  50 of 200 done, 0 failed, 2 saved by the cache, 8/s, 62:05 min left"
                                + ERASE
                                + "\r[========================] 100 %  200 of 200 done, 50 failed, 2 saved by the cache, 8/s, 0 s left"
                                + ERASE
                                + System.lineSeparator());
    }

    @Test
    void elsewhereThereIsAPlainLineWheneverSomethingHasChanged() throws Exception {
        Progress progress = progress(false);

        progress.show(batch(1, 0, 4, ",\"etaSeconds\":59"));
        progress.show(batch(1, 0, 4, ",\"etaSeconds\":59"));
        progress.show(batch(1, 0, 4, ",\"etaSeconds\":60"));
        progress.show(batch(3, 1, 4, ""));
        progress.end();

        assertThat(text().lines())
                .containsExactly(
                        " 25 %  1 of 4 done, 0 failed, 2 saved by the cache, 8/s, 59 s left",
                        " 25 %  1 of 4 done, 0 failed, 2 saved by the cache, 8/s, 1:00 min left",
                        "100 %  4 of 4 done, 1 failed, 2 saved by the cache, 8/s");
        assertThat(text()).doesNotContain("\r[", ERASE);
    }

    private Progress progress(boolean terminal) {
        return new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8), terminal);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    /**
     * @param more members of the server's object
     */
    private static Batch batch(int completed, int failed, int total, String more) throws Exception {
        return new Batch(
                new ObjectMapper()
                        .readTree(
                                """
                                {"id":"batch_1","status":"running","request_counts":{"total":%d,"completed":%d,"failed":%d},\
                                "cache":{"saved":2},"linesPerSecond":8.0%s}\
                                """
                                        .formatted(total, completed, failed, more)));
    }
}
